// Bodies that come piece by piece: lines of text, JSON Lines, server-sent events.

type Bytes = ReadableStream<Uint8Array>;

/** One after the other, to be looped over; leaving the loop early ends the connection. */
export type Pieces<Item> = AsyncGenerator<Item, void, undefined>;

/** Lines without their ends. */
export async function* linesOf(body: Bytes): Pieces<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const lines = (rest + decoder.decode(value, { stream: !done })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
      if (done) break;
    }
    if (rest !== "") yield rest;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

export async function* jsonLinesOf<Row>(body: Bytes): Pieces<Row> {
  for await (const line of linesOf(body)) {
    if (line.trim() !== "") yield JSON.parse(line) as Row;
  }
}

export interface ServerEvent {
  event: string;
  data: string;
  id: string;
}

/** As the HTML standard reads them; comments only show that a stream lives and are passed over. */
export async function* eventsOf(body: Bytes): Pieces<ServerEvent> {
  let event = "";
  let data: string[] = [];
  let id = "";
  for await (const line of linesOf(body)) {
    if (line === "") {
      if (data.length > 0) yield { event: event || "message", data: data.join("\n"), id };
      event = "";
      data = [];
      continue;
    }
    const colon = line.indexOf(":");
    if (colon === 0) continue;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    if (field === "data") data.push(value);
    if (field === "id") id = value;
  }
}

export function linesText(lines: string | Iterable<object>): string {
  if (typeof lines === "string") return lines;
  let text = "";
  for (const line of lines) text += JSON.stringify(line) + "\n";
  return text;
}
