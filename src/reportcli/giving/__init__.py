"""How readers give: from `[organization.donate]` to codes that a telephone reads, and a Swiss QR-bill.

`numbers` knows accounts and references; `payment` is one payment as both standards see it, and what
must be true of it; `epc` and `qrbill` write it as each standard's code does; `codes` draws; `slip` is
the printed QR-bill; `call` is all that a layout's templates get. None of them knows a page.
"""
