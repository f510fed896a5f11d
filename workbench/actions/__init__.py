"""What people do, once each: permission, rule, transaction, history.

Every action takes ``(db, person, …)``, returns a value or raises from `workbench.model.errors`. Nothing here knows
of HTTP or of the shell. `guard` holds the permissions; the other modules carry the words of the product:
annotate, review, people, transfer — and workspace, for the file as a whole.
"""
