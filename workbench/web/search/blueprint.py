"""The blueprint into which the modules beside it put their routes."""

from typing import Final

from flask import Blueprint

blueprint: Final = Blueprint("search", __name__)
