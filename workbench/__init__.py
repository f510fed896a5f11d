"""Workbench: mark entities and relations in articles under a fixed schema, and get a gold dataset.

The layers, from a person's hands down to the meaning of the data (arrows only point down)::

    cli/  web/     parse, call one action, show
    actions/         what people do: permission, rule, transaction, history
    storage/ formats/  the database; the files of other tools
    text/            how Arabic text is cut
    model/           what the data means

``docs/architecture.md`` is the map.
"""

__version__ = "0.1.0"
