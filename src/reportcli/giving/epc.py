"""A SEPA payment as a code holds it: EPC069-12 v2.1, version 002 of the data, which banks' apps read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportcli.giving.payment import Payment

LINE_END = "\n"
UTF_8 = "1"


def payload(payment: Payment) -> str:
    """Return the lines of the code in the order of the standard; empty ones at the end are left out.

    Version 002 lets the BIC be absent. Nobody asks for the purpose's code (AT-44), nor tells the payer
    anything.
    """
    lines = [
        "BCD",  # service tag
        "002",  # version
        UTF_8,  # character set
        "SCT",  # identification: SEPA credit transfer
        payment.bic,  # AT-23
        payment.payee.name,  # AT-21
        payment.iban,  # AT-20
        f"EUR{payment.amount}" if payment.amount is not None else "",  # AT-04
        "",  # AT-44, purpose of the credit transfer
        payment.reference,  # AT-05, structured
        payment.purpose,  # AT-05, unstructured
        "",  # beneficiary to originator information
    ]
    return LINE_END.join(lines).rstrip(LINE_END)
