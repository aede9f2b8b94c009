"""check.py BASE_URL PROGRAM=FOLLOWER…: changes articles under followers, and compares what they have with the list."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request

BASE, FOLLOWERS = sys.argv[1].rstrip("/"), [pair.split("=") for pair in sys.argv[2:]]
KEY = os.environ["ARTICLEAPI_KEY"]
TAG = f"followed-{os.getpid()}"
PATIENCE = 60


def ask(method, path, body=None):
    patch = "merge-patch+" if method == "PATCH" else ""
    request = urllib.request.Request(
        BASE + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"X-Api-Key": KEY, "Content-Type": f"application/{patch}json", "If-Match": "*"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read() or "null")


def publish(number, **more):
    tags = [{"name": TAG}]
    article = {"headline": f"{TAG} {number}", "bodyText": "It rained.", "status": "published", "tags": tags}
    return "/v1/articles/" + ask("POST", "/v1/articles", {**article, **more})["id"]


def listed():
    with urllib.request.urlopen(f"{BASE}/v1/articles?view=full&limit=100&tag={TAG}", timeout=20) as answer:
        return {article["id"]: article for article in json.load(answer)["data"]}


class Follower:
    def __init__(self, program, script, folder):
        self.file = os.path.join(folder, script.replace("/", "-") + ".json")
        # As everybody: a follower with a key of the desk would have the drafts too.
        environment = {name: value for name, value in os.environ.items() if name != "ARTICLEAPI_KEY"}
        self.start = lambda: subprocess.Popen([program, script, BASE, self.file, "tag=" + TAG], env=environment)
        self.script, self.process = script, self.start()

    def mirror(self):
        if not os.path.exists(self.file):
            return None
        with open(self.file) as file:
            return json.load(file)

    def stop(self):
        self.process.kill()
        self.process.wait()

    def must_have_the_list(self, when):
        expected, until = listed(), time.monotonic() + PATIENCE
        while (self.mirror() or {}).get("articles") != expected:
            if time.monotonic() > until or self.process.poll() is not None:
                sys.exit(f"{self.script}, {when}: has {self.mirror()} and not {expected}")
            time.sleep(0.1)
        print(f"{self.script}: {len(expected)} articles, {when}")


with tempfile.TemporaryDirectory() as folder:
    articles = [publish(number) for number in range(3)]
    followers = [Follower(program, script, folder) for program, script in FOLLOWERS]
    try:
        for follower in followers:
            follower.must_have_the_list("by the export")

        articles += [publish(3), publish(4, embargoUntil="2100-01-01T00:00:00Z")]
        ask("PATCH", articles[0], {"headline": f"{TAG} edited"})
        ask("PATCH", articles[1], {"tags": []})
        ask("POST", articles[2] + "/withdraw", {"reason": "Wrong"})
        for follower in followers:
            follower.must_have_the_list("by what changed")
            follower.stop()

        ask("POST", articles[2] + "/publish", {})
        ask("DELETE", articles[0])
        for follower in followers:
            follower.process = follower.start()
            follower.must_have_the_list("by what changed meanwhile")
            follower.stop()

        for follower in followers:
            with open(follower.file, "w") as file:
                json.dump({"cursor": "e123.AAAA", "articles": {"nobody": None}}, file)
            follower.process = follower.start()
            follower.must_have_the_list("by another export, after another history")
    finally:
        for follower in followers:
            follower.stop()
        for article in articles[1:]:
            ask("DELETE", article)
