"""Rules over the data: one small module for each family."""
