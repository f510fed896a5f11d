"""What the data means: documents, annotations, the schema, the rules, the edit algebra, the errors.

Pure: standard library only, no I/O but reading a schema file, nothing of the other layers.
"""
