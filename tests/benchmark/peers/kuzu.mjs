// Kuzu in process: one node table, one relationship table with relation and days, loaded by its own
// COPY; three hops as a variable-length path with a filter, everything as a shortest-path search.
import kuzu from 'kuzu';
import { readFileSync, rmSync } from 'node:fs';
import { serve, noLimit, relations } from './peer.mjs';

const path = `${process.argv[2]}/kuzu.db`;
let database;
let connection;
let reached = [];

async function run(text) {
  const result = await connection.query(text);
  const rows = await result.getAll();
  result.close();
  return rows;
}

async function open() {
  database = new kuzu.Database(path, 4 * 1024 ** 3);
  connection = new kuzu.Connection(database);
  await connection.init();
  await run('CALL var_length_extend_max_depth=255');
}

async function close() {
  await connection?.close();
  await database?.close();
}

const peer = {
  async version() { return `Kuzu ${kuzu.VERSION}`; },
  async load(folder) {
    await close();
    for (const end of ['', '.wal']) rmSync(path + end, { force: true, recursive: true });
    await open();
    const walked = relations.slice(0, 10).map((name) => `'${name}'`).join(', ');
    await run(`CREATE NODE TABLE Party(id STRING, type STRING, name STRING, uscc STRING,
      region STRING, f STRING, t STRING, source STRING, ownership STRING, PRIMARY KEY(id))`);
    await run(`CREATE REL TABLE Tie(FROM Party TO Party, id STRING, rel STRING, walked BOOLEAN,
      share STRING, position STRING, f STRING, t STRING, source STRING)`);
    await run(`COPY Party FROM '${folder}/entities.csv' (HEADER = true)`);
    await run(`COPY Tie FROM (LOAD WITH HEADERS (id STRING, relation STRING, src STRING, dst STRING,
      share STRING, position STRING, f STRING, t STRING, source STRING)
      FROM '${folder}/relations.csv' (HEADER = true)
      RETURN src, dst, id, relation, relation IN [${walked}], share, position,
        CASE WHEN f IS NULL OR f = '' THEN '0' ELSE f END,
        CASE WHEN t IS NULL OR t = '' THEN '9999' ELSE t END, source)`);
    await run('CHECKPOINT');
    numberOf = undefined;
    first = readFileSync(`${folder}/entities.csv`, 'utf8').split('\n', 2)[1].split(',', 1)[0];
    from = folder;
  },
  async open() {
    await close();
    await open();
  },
  async walk(start, hops) {
    if (start > 0) numbered();
    const id = start > 0 ? ids[start] : first;
    const day = '2025-06-30';
    const length = hops >= noLimit ? '* SHORTEST 1..255' : `* SHORTEST 1..${hops}`;
    reached = await run(`MATCH (a:Party {id: '${id}'})-[r:Tie${length}
      (e, n | WHERE e.walked AND e.f <= '${day}' AND e.t > '${day}')]-(b:Party)
      RETURN DISTINCT b.id AS id`);
    reached.push({ id });
    return true;
  },
  answer() {
    numbered();
    return [...new Set(reached.map((row) => numberOf.get(row.id)))];
  },
};

let first;
let from;
let ids;
let numberOf;
function numbered() {
  if (numberOf) return;
  ids = readFileSync(`${from}/entities.csv`, 'utf8').split('\n').slice(1, -1)
    .map((line) => line.slice(0, line.indexOf(',')));
  numberOf = new Map(ids.map((id, number) => [id, number]));
}

await serve(peer);
