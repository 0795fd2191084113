"""One result as a page for a browser: it needs no network and no program · 网页."""
