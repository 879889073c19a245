// DuckDB in process: loaded by its own parallel CSV reader with the ids joined to numbers, each edge
// both ways and sorted by its first end, so that zone maps prune; recursive query.
import { DuckDBInstance } from '@duckdb/node-api';
import { rmSync } from 'node:fs';
import { serve, asOf, noLimit, relations } from './peer.mjs';

const path = `${process.argv[2]}/duckdb.db`;
let instance;
let connection;
let reached = [];

async function open() {
  instance = await DuckDBInstance.create(path);
  connection = await instance.connect();
}

function close() {
  connection?.closeSync();
  instance?.closeSync();
}

const step = `SELECT a.b FROM r JOIN arc a ON a.a = r.v
  WHERE a.rel < 10 AND a.f <= ${asOf} AND a.t > ${asOf}`;

const peer = {
  async version() {
    const scratch = await (await DuckDBInstance.create()).connect();
    const reader = await scratch.runAndReadAll('SELECT version()');
    return `DuckDB ${reader.getRows()[0][0].replace('v', '')}`;
  },
  async load(folder) {
    close();
    rmSync(path, { force: true });
    rmSync(`${path}.wal`, { force: true });
    await open();
    const csv = (name) => `read_csv('${folder}/${name}.csv', header = true, all_varchar = true)`;
    const day = (column, ever) =>
      `coalesce(replace(${column}, '-', '')::INTEGER, ${ever})`;
    const codes = relations.map((name, code) => `('${name}', ${code})`).join(', ');
    await connection.run(`
      CREATE TABLE entity AS
        SELECT (row_number() OVER ())::INTEGER - 1 AS n, * FROM ${csv('entities')};
      CREATE TABLE edge AS
        SELECT r.id, c.code::TINYINT AS rel, s.n AS src, d.n AS dst,
          coalesce((share_percent::DECIMAL(9, 4) * 10000)::INTEGER, 0) AS share, position,
          ${day('r.valid_from', 0)} AS f, ${day('r.valid_to', 99991231)} AS t, r.source
        FROM ${csv('relations')} r JOIN (VALUES ${codes}) c(name, code) ON c.name = r.relation
          JOIN entity s ON s.id = r."from" JOIN entity d ON d.id = r."to";
      CREATE TABLE arc AS
        SELECT src AS a, dst AS b, rel, f, t FROM edge
        UNION ALL SELECT dst, src, rel, f, t FROM edge ORDER BY 1, 3;
      CREATE UNIQUE INDEX entity_id ON entity(id);
      CHECKPOINT`);
  },
  async open() {
    close();
    await open();
  },
  async walk(start, hops) {
    const sql = hops >= noLimit
      ? `WITH RECURSIVE r(v) AS (SELECT ${start}::INTEGER UNION ${step}) SELECT v FROM r`
      : `WITH RECURSIVE r(v, h) AS (SELECT ${start}::INTEGER, 0 UNION ${step.replace('a.b', 'a.b, h + 1')} AND h < ${hops})
         SELECT DISTINCT v FROM r`;
    const reader = await connection.runAndReadAll(sql);
    reached = reader.getColumns()[0];
    return true;
  },
  answer() { return reached; },
};

await serve(peer);
