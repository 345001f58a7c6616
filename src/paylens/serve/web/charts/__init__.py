"""Charts as hand-shaped SVG: geometry computed here, drawn by templates in `templates/charts`."""
