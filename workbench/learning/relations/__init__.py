"""Relations between entities, as a trainable spaCy component.

`candidates` pairs the spans of a document and says which relation types each pair may have; `model` scores the pairs;
`component` is what stands in a pipeline.
"""
