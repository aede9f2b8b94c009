#!/usr/bin/env python3
"""What bench/run has to know of the service before it loads it.

client.py walk URL FOLDER     walks the whole list of articles, a hundred at a time, and leaves in FOLDER: count (how many there
                              are), ids and slugs (1,000 of each, at random), and cursor-N for the pages after item N: 9,000 and
                              nine tenths of them all
client.py probe URL FILE [HEADER]
                              asks for the paths in FILE, a hundred at most: prints the status they have in common (or the worst)
                              and the mean size of their bodies in bytes
"""
import http.client
import json
import random
import sys
import urllib.parse

PAGE = 100
SAMPLE = 1_000


class Client:
    def __init__(self, url):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=120)

    def get(self, path, headers={}):
        self.connection.request("GET", path, headers=headers)
        response = self.connection.getresponse()
        return response.status, response.read()


def walk(url, folder):
    client, chance = Client(url), random.Random(1)
    seen, sample, cursors, cursor = 0, [], [], None
    while True:
        path = f"/v1/articles?limit={PAGE}&fields=id,slug" + (f"&cursor={cursor}" if cursor else "")
        status, body = client.get(path)
        if status != 200:
            sys.exit(f"{path}: {status} {body.decode()}")
        page = json.loads(body)
        for article in page["data"]:
            seen += 1
            if len(sample) < SAMPLE:
                sample.append(article)
            elif (place := chance.randrange(seen)) < SAMPLE:
                sample[place] = article
        cursor = page["page"]["next"]
        if not cursor:
            break
        cursors.append(cursor)

    write(folder, "count", [str(seen)])
    write(folder, "ids", [article["id"] for article in sample])
    write(folder, "slugs", [urllib.parse.quote(article["slug"]) for article in sample])
    for depth in {9_000, seen * 9 // 10 // PAGE * PAGE}:
        if PAGE <= depth <= len(cursors) * PAGE:
            write(folder, f"cursor-{depth}", [cursors[depth // PAGE - 1]])


def write(folder, name, lines):
    with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)


def probe(url, file, header=""):
    client = Client(url)
    headers = dict([header.split(": ", 1)]) if header else {}
    with open(file, encoding="utf-8") as paths:
        answers = [client.get(path.strip(), headers) for path in list(paths)[:100]]
    print(max(status for status, _ in answers), round(sum(len(body) for _, body in answers) / len(answers)))


if __name__ == "__main__":
    {"walk": walk, "probe": probe}[sys.argv[1]](*sys.argv[2:])
