"""check.py BASE_URL: reads the feeds as a subscriber does and looks for both seed articles in each."""

import json
import sys
import urllib.request
from urllib.parse import urlsplit

import feedparser

BASE = sys.argv[1].rstrip("/")
SEEDS = {
    "Turkey Reaffirms Plans to Use Russian-made Missile Defense System": "Vitaly Nevar",
    "Over 12,300 Civilians Killed since Start of Ukraine War, UN says": "Thomas Peter",
}


def read(name):
    with urllib.request.urlopen(f"{BASE}/feeds/articles.{name}", timeout=20) as response:
        return response.read(), dict(response.headers)


def items_of_xml(name):
    body, headers = read(name)
    feed = feedparser.parse(body, response_headers={"content-type": headers["Content-Type"]})
    assert not feed.bozo, f"{name}: {feed.bozo_exception}"
    assert feed.feed.title and absolute(feed.feed.link), f"{name}: the feed has no title or link"
    for entry in feed.entries:
        html = "".join(part.value for part in entry.get("content", [])) or entry.get("summary", "")
        yield entry.title, entry.id, entry.link, html, entry.get("enclosures")


def items_of_json():
    body, headers = read("json")
    assert headers["Content-Type"].startswith("application/feed+json"), headers["Content-Type"]
    feed = json.loads(body)
    assert feed["version"] == "https://jsonfeed.org/version/1.1", feed["version"]
    for item in feed["items"]:
        yield item["title"], item["id"], item["url"], item["content_html"], item.get("attachments")


def absolute(url):
    return urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).netloc)


def check(name, items):
    found = {}
    for title, identity, link, html, enclosures in items:
        assert identity, f"{name}: {title!r} has no id"
        assert absolute(link), f"{name}: the link of {title!r} is {link!r}"
        found[title] = html, enclosures
    for title, photographer in SEEDS.items():
        assert title in found, f"{name}: no {title!r} among {list(found)}"
        html, enclosures = found[title]
        assert photographer in html, f"{name}: no credit to {photographer} in {title!r}"
        # The seeds' pictures have captions and no files, so there is nothing to enclose.
        assert not enclosures, f"{name}: {title!r} has enclosures"


check("rss", items_of_xml("rss"))
check("atom", items_of_xml("atom"))
check("json", items_of_json())
print("ok")
