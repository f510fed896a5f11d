"""Adjudication, as pure functions: from what several people say of a document to one gold that knows itself.

`case` holds the values. `places` says which gold item stands for whose mark, `settle` what goes into gold by rule,
`stale` which gold items lost what they rest on, `conflicts` what a supervisor is asked, `verdict` what a decision does.
Everything is derived from the sources, the decisions in force and the gold: nothing has to be kept up to date.
"""
