// A headless Chromium, spoken to over a pipe in its DevTools protocol: no package, no port.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const kArguments = [
  "--headless",
  "--no-sandbox", // tests may run as root, where there is none
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-extensions",
  "--disable-sync",
  "--no-first-run",
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--remote-debugging-pipe",
];

export class Browser {
  #process;
  #folder = mkdtempSync(join(tmpdir(), "liancheng-browser-"));
  #waiting = new Map();
  #listeners = [];
  #last = 0;
  #rest = "";

  constructor() {
    this.#process = spawn("chromium", [...kArguments, `--user-data-dir=${this.#folder}`], {
      env: { ...process.env, HOME: this.#folder },
      stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
    });
    let said = "";
    this.#process.stderr.on("data", (text) => (said += text));
    this.#process.stdio[4].setEncoding("utf8");
    this.#process.stdio[4].on("data", (text) => this.#read(text));
    this.#process.on("error", (error) => this.#fail(error));
    this.#process.on("exit", (code) => this.#fail(new Error(`chromium ended (${code}): ${said}`)));
  }

  // Messages are JSON, each ended by a zero byte.
  #read(text) {
    const messages = (this.#rest + text).split("\0");
    this.#rest = messages.pop();
    for (const message of messages) {
      const { id, result, error, ...event } = JSON.parse(message);
      if (id === undefined) {
        for (const listener of this.#listeners) listener(event);
        continue;
      }
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(JSON.stringify(error)));
    }
  }

  #fail(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0");
    });
  }

  // Opens a page and waits until it is loaded. What it fetched and what the console said is kept.
  async open(url) {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new Page(this, sessionId);
    const loaded = new Promise((resolve) => {
      this.#listeners.push((event) => {
        if (event.sessionId !== sessionId) return;
        page.hear(event);
        if (event.method === "Page.loadEventFired") resolve();
      });
    });
    for (const domain of ["Page", "Runtime", "Log", "Network"]) await page.send(`${domain}.enable`);
    await page.send("Page.navigate", { url });
    await loaded;
    return page;
  }

  async close() {
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.send("Browser.close").catch(() => undefined);
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

class Page {
  requests = [];
  complaints = [];
  #browser;
  #session;

  constructor(browser, session) {
    this.#browser = browser;
    this.#session = session;
  }

  hear({ method, params }) {
    if (method === "Network.requestWillBeSent") this.requests.push(params.request.url);
    if (method === "Runtime.exceptionThrown") this.complaints.push(params.exceptionDetails.text);
    if (method === "Runtime.consoleAPICalled") this.complaints.push(JSON.stringify(params.args));
    if (method === "Log.entryAdded") this.complaints.push(params.entry.text);
  }

  send(method, params = {}) {
    return this.#browser.send(method, params, this.#session);
  }

  // What a function without parameters gives in the page.
  async ask(question) {
    const answer = await this.send("Runtime.evaluate", {
      expression: `(${question})()`,
      returnByValue: true,
    });
    if (answer.exceptionDetails) throw new Error(JSON.stringify(answer.exceptionDetails));
    return answer.result.value;
  }

  size(width, height) {
    return this.send("Emulation.setDeviceMetricsOverride", {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: false,
    });
  }
}
