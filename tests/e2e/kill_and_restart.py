"""Kills the service while several clients change things, and looks for every change that was acknowledged.

Usage: kill_and_restart.py PROGRAM SOURCE_FOLDER [SEED]
Rounds end by SIGKILL, the last by SIGTERM. After each, without the service: the audit log is sound and has a line of
each acknowledged change, the store is sound and holds it. After the next start the service gives it, and knows the
consistency tokens that it gave before.
"""
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading

CLIENTS = 4
KILLS = 3
ACKNOWLEDGED_MIN, ACKNOWLEDGED_MAX = 20, 150  # of a round, before it is ended
FEEDBACK_MAX = 63  # of one client in a round
WAIT_S = 60  # for what takes no time: then something hangs


class Failure(Exception):
    """What was found and must not be."""


def require(holds, what):
    if not holds:
        raise Failure(what)


class Service:
    """The program over one store, and its commands."""

    def __init__(self, program, source):
        self.program, self.source = os.path.abspath(program), os.path.abspath(source)
        self.folder = tempfile.mkdtemp(prefix="liancheng-kill-")
        self.process, self.port, self.log = None, 0, None
        self.run("import", f"{self.source}/datasets/samples/demo")
        self.tokens = [self.token(f"u{i}", "steward", f"unit{i}") for i in range(CLIENTS)]
        with open(f"{self.folder}/serve.json", "w", encoding="utf-8") as file:
            json.dump({"port": 0, "log_requests": False,
                       "limits": {"requests_per_second": 1e6, "burst": 1e6}}, file)

    def run(self, *arguments):
        done = subprocess.run([self.program, "--data", f"{self.folder}/store", *arguments],
                              cwd=self.folder, capture_output=True, text=True, timeout=WAIT_S, check=False)
        require(done.returncode == 0,
                f"liancheng {' '.join(arguments)}: exit {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def token(self, user, role, unit):
        text = self.run("token", "add", "--user", user, "--role", role, "--unit", unit, "--unit-name", f"示例{unit}")
        return re.search(r"lct_\S+", text).group()

    def start(self):
        self.log = open(f"{self.folder}/log.txt", "a", encoding="utf-8")
        self.process = subprocess.Popen(
            [self.program, "--data", f"{self.folder}/store", "serve", "--config", f"{self.folder}/serve.json"],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        require("listening on" in line, f"the service does not listen: {line}")
        self.port = int(line.rsplit(":", 1)[1])

    def end(self, how):
        self.process.send_signal(how)
        code = self.process.wait(WAIT_S)
        self.process.stdout.close()
        self.log.close()
        return code

    def remove(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder)


class Connection:
    """One connection that is kept; requests of one user."""

    def __init__(self, service, user):
        self.token = service.tokens[user]
        self.http = http.client.HTTPConnection("127.0.0.1", service.port, timeout=WAIT_S)

    def ask(self, method, target, body=None, headers=()):
        text = None if body is None else json.dumps(body)
        self.http.request(method, target, text, {
            "Authorization": f"Bearer {self.token}", "Content-Type": "application/json",
            "X-Purpose": "test", "X-Ground": "HX-33", **dict(headers)})
        response = self.http.getresponse()
        return response.status, json.loads(response.read()), response.headers


class Client(threading.Thread):
    """Changes one thing after the other until the service is gone. What it was told is done is in `done`."""

    def __init__(self, service, user, round_number, told):
        super().__init__()
        self.service, self.user, self.round, self.told = service, user, round_number, told
        self.done, self.problem = [], None

    def run(self):
        try:
            connection = Connection(self.service, self.user)
            number = 0
            while True:
                number += 1
                self.one_listing(connection, f"K{self.round}-{self.user}-{number}", number)
        except (http.client.HTTPException, OSError):
            return  # the service is gone
        except Exception as error:  # a finding; told by the main thread
            self.problem = error

    def change(self, connection, target, body, kept):
        status, answer, headers = connection.ask("POST", target, body)
        require(status in (200, 202), f"POST {target} {body} gives {status} {answer}")
        kept = kept(answer) if callable(kept) else kept
        self.done.append({"request": headers["X-Request-Id"], "token": headers["X-Consistency-Token"],
                          "status": status, **kept})
        self.told()

    def one_listing(self, connection, name, number):
        """Proposed, told of, asked to be decided by two; and one line of feedback."""
        self.change(connection, "/v1/listings",
                    {"id": name, "list": "HJ-black", "subject": "E502", "ground": "HJ-6-(一)", "on": "2020-03-02"},
                    {"fact": f"\"listing\":\"{name}\"", "listing": name, "state": "proposed"})
        self.change(connection, f"/v1/listings/{name}/pre-notice", {"on": "2020-03-05"},
                    {"fact": f"\"step\":\"{name}/pre_notice/2020-03-05\"", "listing": name, "state": "pre_notice"})
        self.change(connection, f"/v1/listings/{name}/decide", {"on": "2020-03-16"},
                    lambda answer: {"approval": answer["approval"]})
        # One statement for each day and unit: no other of any round takes its place.
        place = self.round * FEEDBACK_MAX + number
        require(number < FEEDBACK_MAX, "a round is too long for the days of feedback")
        day = f"2020-{3 + place // 28:02}-{1 + place % 28:02}"
        self.change(connection, "/v1/feedback",
                    {"listing": "L101", "measure": "S-SUP", "party": "E102", "executed": False,
                     "reason": f"round {self.round} {name}", "on": day},
                    {"fact": f"\"reason\":\"round {self.round} {name}\""})


def load(service, round_number, acknowledged, end):
    """Clients at work; calls `end` once so many changes are acknowledged. Gives what was acknowledged, by client."""
    enough = threading.Semaphore(0)
    clients = [Client(service, user, round_number, enough.release) for user in range(CLIENTS)]
    for client in clients:
        client.start()
    for _ in range(acknowledged):
        require(enough.acquire(timeout=WAIT_S), "the service acknowledges nothing any more: " +
                "; ".join(str(client.problem) for client in clients if client.problem))
    result = end()
    for client in clients:
        client.join(WAIT_S)
        require(not client.is_alive(), "a client hangs")
        require(client.problem is None, f"client {client.user}: {client.problem}")
    return result, [client.done for client in clients]


def squeezed(text):
    """Facts as lines without blanks after : and ,"""
    return text.replace("\": ", "\":").replace(", \"", ",\"")


def check_without_service(service, acknowledged):
    """What lies on the disk, as the commands read it."""
    require("sound" in service.run("audit", "verify"), "the audit log is not sound")
    lines = [json.loads(line) for line in service.run("audit", "export").splitlines()]
    logged = {line["request"] for line in lines if line["status"] in (200, 202)}
    service.run("verify")
    service.run("export", "--out", f"{service.folder}/facts.jsonl")
    with open(f"{service.folder}/facts.jsonl", encoding="utf-8") as file:
        facts = squeezed(file.read())
    for entry in acknowledged:
        require(entry["request"] in logged, f"not in the audit log: {entry}")
        require(entry.get("fact", "") in facts, f"not in the store: {entry}")


def check_with_service(service, by_client):
    """What the service gives after its start, and that it still knows its tokens."""
    for user, done in enumerate(by_client):
        connection = Connection(service, user)
        status, answer, _ = connection.ask("GET", "/v1/approvals")
        require(status == 200, f"approvals: {status}")
        approvals = {approval["id"] for approval in answer["approvals"]}
        states = {entry["listing"]: entry["state"] for entry in done if "listing" in entry}
        for entry in done:
            if "approval" in entry:
                require(entry["approval"] in approvals, f"not waiting for an answer: {entry}")
        for listing, state in states.items():
            token = [entry["token"] for entry in done if entry.get("listing") == listing][-1]
            status, answer, _ = connection.ask("GET", f"/v1/listings/{listing}?as_of=2020-03-10",
                                               headers={"X-Consistency-Token": token}.items())
            require(status == 200, f"{listing} after {token}: {status} {answer}")
            # The step that was under way may have been done as well.
            found = answer["result"]["state"]
            require(found in (state, "pre_notice"), f"{listing} is {found} and was {state}")


def busy_with_readyz(service):
    """A request for /readyz of which one byte after the other is awaited: under way when the end comes."""
    connection = socket.create_connection(("127.0.0.1", service.port), timeout=WAIT_S)
    connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n")
    require(connection.recv(1000).startswith(b"HTTP/1.1 100"), "no 100 Continue")
    return connection


def end_by_sigterm(service):
    busy = busy_with_readyz(service)
    idle = socket.create_connection(("127.0.0.1", service.port), timeout=WAIT_S)
    # Answered once, or it may not have been taken from the queue of the port yet.
    idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    require(idle.recv(4000).startswith(b"HTTP/1.1 200"), "/healthz is not answered")
    service.process.send_signal(signal.SIGTERM)
    require(idle.recv(1) == b"", "an idle connection is not closed")  # from here on it drains
    busy.sendall(b"0\r\n\r\n")
    answer = busy.makefile("rb").read()
    require(answer.startswith(b"HTTP/1.1 503") and b"draining" in answer, f"/readyz while it ends: {answer}")
    idle.close()
    busy.close()
    return service.end(0)


def main(program, source, seed):
    print(f"seed {seed}")
    chance = random.Random(seed)
    service = Service(program, source)
    try:
        acknowledged, by_client = [], [[] for _ in range(CLIENTS)]
        for round_number in range(KILLS + 1):
            service.start()
            check_with_service(service, by_client)
            last = round_number == KILLS
            how = (lambda: end_by_sigterm(service)) if last else (lambda: service.end(signal.SIGKILL))
            code, by_client = load(service, round_number, chance.randint(ACKNOWLEDGED_MIN, ACKNOWLEDGED_MAX), how)
            require(code == (0 if last else -signal.SIGKILL), f"the service ended with {code}")
            acknowledged += sum(by_client, [])
            check_without_service(service, acknowledged)
            print(f"round {round_number}: {sum(map(len, by_client))} changes acknowledged, all there")
        service.start()
        check_with_service(service, by_client)
        require(service.end(signal.SIGTERM) == 0, "the last end")
        print(f"{KILLS} kills and 2 terminations, {len(acknowledged)} changes acknowledged, none lost")
    except Failure as failure:
        print(f"FAIL (seed {seed}): {failure}")
        return 1
    finally:
        service.remove()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(2**32)))
