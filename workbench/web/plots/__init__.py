"""Pictures drawn by the server as accessible SVG: plain data in, `Markup` out; each stands beside an equal table."""
