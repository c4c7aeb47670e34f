"""`webbrowser.open`: the page shows a link, and the person who reads it decides."""

import html
from urllib.parse import urlsplit

import vivarium
from webbrowser import BaseBrowser


class Link(BaseBrowser):
    """A browser that asks."""

    def open(self, url, new=0, autoraise=True):
        url = str(url)
        if urlsplit(url).scheme not in ("http", "https"):
            return False
        address = html.escape(url)
        vivarium.display(f'<a href="{address}" target="_blank" rel="noopener noreferrer">{address}</a>', "text/html")
        return True
