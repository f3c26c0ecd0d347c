"""The rules, one module for each family: what stands here is found by itself (see `checks.rule`)."""
