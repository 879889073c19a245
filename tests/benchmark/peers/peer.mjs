// The protocol of peer.h for engines that are driven from Node.
import { readFileSync, createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

export const asOf = 20250630;
// In the order of kRelations in peer.h; a walk follows the first ten.
export const relations = ['legal_representative', 'owner', 'principal', 'director', 'supervisor',
  'senior_manager', 'shareholder', 'actual_controller', 'branch_of', 'operates', 'responsible_for',
  'employed_by', 'subordinate_to', 'member_of', 'trades_on', 'filed_at', 'hosted_by', 'serves',
  'registered_at', 'contact', 'same_name', 'account_successor_of'];
export const noLimit = 1000000;

const mask = (1n << 64n) - 1n;

function hashOf(id) {
  let hash = 0xCBF29CE484222325n;
  for (const byte of Buffer.from(id)) hash = ((hash ^ BigInt(byte)) * 0x100000001B3n) & mask;
  return hash;
}

async function readIds(folder) {
  const ids = [];
  let first = true;
  for await (const line of createInterface({ input: createReadStream(`${folder}/entities.csv`) })) {
    if (!first) ids.push(line.slice(0, line.indexOf(',')));
    first = false;
  }
  return ids;
}

function peakMemoryKb() {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
}

const now = () => Number(process.hrtime.bigint()) / 1e3;

// `peer` has version, load(folder), open(), walk(number, hops) and answer() -> numbers; walk gives
// false for what it cannot express.
export async function serve(peer) {
  const say = (line) => process.stdout.write(`${line}\n`);
  let ids = [];
  let starts = [];
  const verbs = {
    async load(folder) {
      const begin = now();
      await peer.load(folder);
      await peer.walk(0, 3);
      const us = now() - begin;
      ids = await readIds(folder);
      say(`us=${us.toFixed(1)}`);
    },
    async open() {
      const begin = now();
      await peer.open();
      await peer.walk(0, 3);
      say(`us=${(now() - begin).toFixed(1)}`);
    },
    async starts(path) {
      starts = readFileSync(path, 'utf8').trim().split(/\s+/).map(Number);
      say(`starts=${starts.length}`);
    },
    async ask(hops, from, count) {
      const answers = [];
      for (let i = from; i < from + count; ++i) {
        const begin = now();
        if (!await peer.walk(starts[i], hops)) return say('no');
        const us = now() - begin;
        let hash = 0n;
        const numbers = peer.answer();
        for (const number of numbers) hash += hashOf(ids[number]);
        const text = (hash & mask).toString(16).padStart(16, '0');
        answers.push(`${us.toFixed(2)}:${numbers.length}:${text}`);
      }
      say(`answers=${answers.join(',')}`);
    },
    hops: (from, count) => verbs.ask(3, Number(from), Number(count)),
    whole: (from, count) => verbs.ask(noLimit, Number(from), Number(count)),
    async control() { say('no'); },
    async commit() { say('no'); },
    async memory() { say(`kb=${peakMemoryKb()}`); },
  };
  try {
    say(`version=${await peer.version()}`);
    for await (const line of createInterface({ input: process.stdin })) {
      const [verb, ...words] = line.split(' ');
      if (verb === 'quit') break;
      await (verbs[verb] ?? (() => say('no')))(...words);
    }
  } catch (error) {
    say(`error=${String(error.message ?? error).replace(/\s+/g, ' ')}`);
    process.exit(1);
  }
  process.exit(0);
}
