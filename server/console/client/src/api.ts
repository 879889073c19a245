// The service's interface as types, and a table of its operations.
// Written by `liancheng serve --print-client` from the OpenAPI that the service gives; do not edit.

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A body of JSON Lines: the lines themselves, or what each of them holds. */
export type Lines = string | Iterable<object>;

/** The envelope of an answer from one revision on one day. */
export type Enveloped<Result> = Omit<Envelope, "result"> & { result: Result };

/** How a request is made of an operation's parameters. */
export interface Form {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly query: readonly string[];
  /** Parameters that go as headers, with the header's name. */
  readonly headers: { readonly [parameter: string]: string };
  readonly body: "none" | "object" | "lines";
  readonly answer: "object" | "lines" | "text" | "file";
}

export interface Edge {
  from: string;
  relation: string;
  to: string;
  valid_from: string | null;
  valid_to: string | null;
  source: string;
  share_percent?: string;
  share_percent_max?: string;
}

export interface Basis {
  name: string;
  article: string;
  status: string;
}

export interface Finding {
  subject: string;
  subject_name: string;
  measure: string;
  name: string;
  standing: string;
  tier: string;
  force: string;
  modality: string;
  kind: string;
  incentive: boolean;
  executors: string[];
  matters: string[];
  listing: string;
  list: string;
  rulebook: string;
  provision: string;
  movement: string;
  basis: Basis[];
  path: Edge[];
  from: string | null;
  to: string | null;
  why: string;
  missing: string[];
  notes: string[];
}

export interface Stop {
  party: string;
  name: string;
  path: Edge[];
  why: string;
}

export interface Crowded {
  party: string;
  degree: number;
}

export interface Choice {
  measure: string;
  provisions: string[];
  applied: string[];
  why: string;
}

export interface Measures {
  subject: string;
  findings: Finding[];
  stops: Stop[];
  choices: Choice[];
  crowded: Crowded[];
}

export interface Reach {
  listing: string;
  findings: Finding[];
  stops: Stop[];
  crowded: Crowded[];
}

export interface Card {
  id: string;
  name: string;
  type: string;
}

export interface Affiliate {
  id: string;
  name: string;
  type: string;
  hops: number;
  tier: string | null;
  tie: string[];
  shared_by: number;
  weight: number;
  evidence: Edge[];
}

export interface Affiliates {
  subject: string;
  parties: Affiliate[];
  crowded: Crowded[];
}

export interface Paths {
  paths: Edge[][];
  crowded: Crowded[];
}

export interface Chain {
  edges: Edge[];
  share_percent: string;
  arithmetic: string;
}

export interface Holding {
  id: string;
  name: string;
  type: string;
  share_percent: string;
  share_percent_max?: string;
  method: string;
  undetermined: boolean;
  arithmetic: string;
  paths: Chain[];
  paths_more: number;
  missing: string[];
  by_control?: boolean;
}

export interface Control {
  subjects: string[];
  direction: string;
  method: string;
  threshold_percent: string;
  tier: string;
  parties: Holding[];
}

export interface Owners {
  subject: string;
  majority_percent: string;
  beneficial_percent: string;
  tier: string;
  suspected_controllers: Holding[];
  beneficial_owners: Holding[];
}

export interface Group {
  size: number;
  head: Card | null;
  members: Card[];
}

export interface Groups {
  kind: string;
  groups_found: number;
  parties_found: number;
  next: number | null;
  groups: Group[];
}

export interface Side {
  subject: string;
  hops: number;
  evidence: Edge[];
}

export interface CommonTie {
  id: string;
  name: string;
  type: string;
  tier: string | null;
  shared_by: number;
  sides: Side[];
}

export interface Common {
  subjects: string[];
  ties: CommonTie[];
  crowded: Crowded[];
}

export interface Successor {
  id: string;
  name: string;
  type: string;
  began: string | null;
  score: number;
  reasons: string[];
  evidence: Edge[];
}

export interface Successors {
  subject: string;
  since: string;
  tier: string;
  successors: Successor[];
  crowded: Crowded[];
}

export interface AffiliatedFirm {
  id: string;
  name: string;
  type: string;
  evidence: Edge[];
}

export interface AffiliatedFirms {
  subject: string;
  definition: string;
  tier: string;
  parties: AffiliatedFirm[];
}

export interface Match {
  id: string;
  name: string;
  type: string;
  region: string | null;
  matched: string;
  score: number;
  why: string;
}

export interface Search {
  matches: Match[];
}

export interface ScreenRow {
  row: number;
  id: string | null;
  verdict: string;
  name?: string;
  parties?: Match[];
  complete?: boolean;
  problem?: Json;
}

export interface Ground {
  rulebook: string;
  ground: string;
  name: string;
  lists: string[];
  met: Json;
  met_on: string | null;
  records: string[];
  missing: string[];
  proposal: string;
}

export interface Grounds {
  subject: string;
  grounds: Ground[];
}

export interface Identifier {
  scheme: string;
  value: string;
}

export interface Party {
  id: string;
  type: string;
  name: string;
  former_names: string[];
  identifiers: Identifier[];
  region: string | null;
  valid_from: string | null;
  valid_to: string | null;
  attributes: Json;
  source: string;
}

export interface CreditFile {
  party: Party;
  relations: Edge[];
  other_relations: Edge[];
  acts: Json[];
  penalties: Penalty[];
  grades: Grade[];
  honours: Honour[];
}

export interface Penalty {
  id: string;
  act: string;
  ground: string;
  authority: string;
  procedure: string;
  document: string;
  decided_on: string | null;
  amount: string | null;
  illegal_gain: string | null;
  sales: string | null;
}

export interface Grade {
  value: string;
  decided_on: string | null;
}

export interface Honour {
  name: string;
  from: string | null;
  to: string | null;
}

export interface Term {
  rule: string;
  rulebook: string;
  name: string;
  kind: string;
  amount: number | null;
  unit: string;
  event: string;
  start: string | null;
  end: string | null;
  provisional: boolean;
  moved: boolean;
  answered_on: string | null;
  overdue: boolean;
  late: boolean;
  actor: string;
  follows: string;
  missing: string[];
  listing?: string | null;
  list?: string;
  subject?: string;
}

export interface Condition {
  row: string;
  what: string;
  state: string;
  from: string | null;
}

export interface Repair {
  rule: string | null;
  rulebook: string | null;
  actor: string;
  allowed: boolean;
  bars: string[];
  conditions: Condition[];
  earliest: string | null;
  notes: string[];
  listing?: string;
}

export interface LifeEntry {
  on: string | null;
  state: string;
  record: string | null;
  actor: string;
}

export interface Life {
  listing: string;
  list: string;
  subject: string;
  state: string | null;
  from: string | null;
  to: string | null;
  entries: LifeEntry[];
  annotations: string[];
  terms: Term[];
  repair: Repair;
}

export interface Terms {
  terms: Term[];
}

export interface ViewField {
  row: string;
  key: string;
  name: string;
  required: boolean;
  class: string;
  state: string;
  value: string | null;
  note: string | null;
}

export interface View {
  listing: string;
  list: string;
  rulebook: string | null;
  subject: string;
  type: string;
  view: string;
  state: string | null;
  available: boolean;
  why: string | null;
  since: string | null;
  provision: string | null;
  fields: ViewField[];
  missing: string[];
  notes: string[];
}

export interface Book {
  id: string;
  titles: string[];
  number: string;
  issuer: string;
  level: string;
  effective: string | null;
  ended: string | null;
  lists: number;
  rules: number;
  revision: string;
}

export interface Rulebooks {
  books: Book[];
}

export interface BookList {
  id: string;
  name: string;
  kind: string;
  decider: string;
  cites: string[];
  flags: string[];
}

export interface BookGround {
  ground: string;
  name: string;
  lists: string[];
  catch_all: boolean;
  flags: string[];
}

export interface BookRule {
  provision: string;
  label: string;
  text: string;
  movement: string;
  measure: string;
  name: string;
  tier: string;
  modality: string;
  executors: string[];
  matters: string[];
  flags: string[];
}

export interface ParameterValue {
  value: string;
  from: string;
  to: string;
}

export interface BookParameter {
  id: string;
  name: string;
  unit: string;
  values: ParameterValue[];
  cites: string[];
  flag: string;
}

export interface Rulebook {
  id: string;
  titles: string[];
  number: string;
  issuer: string;
  level: string;
  effective: string | null;
  ended: string | null;
  lists: BookList[];
  rules: BookRule[];
  revision: string;
  grounds: BookGround[];
  parameters: BookParameter[];
}

export interface Provision {
  provision: string;
  rulebook: string;
  rules: BookRule[];
}

export interface Calendar {
  day: string;
  working: boolean;
  covered: boolean;
  working_days: number;
  end: string;
  provisional: boolean;
}

export interface Done {
  done?: string;
  revision?: number;
  would_be_done?: string;
  approval?: string;
  state?: string;
}

export interface Waiting {
  approval: string;
  state: string;
  detail: string;
}

export interface JobProgress {
  done: number;
  all: number;
  per_second: number | null;
  seconds_left: number | null;
}

export interface Job {
  id: string;
  kind: string;
  state: string;
  own_part: boolean;
  asked_ms: number;
  ended_ms: number | null;
  progress: JobProgress | null;
  result: Json;
}

export interface Jobs {
  jobs: Job[];
}

export interface Approval {
  id: string;
  operation: string;
  target: string;
  body: Json;
  asked_by: string;
  asked_s: number;
  expires_s: number;
  state: string;
  answered_by: string;
  outcome: string;
}

export interface Approvals {
  approvals: Approval[];
}

export interface AuditEntry {
  seq: number;
  at: string;
  kind: string;
  request: string;
  user: string;
  unit: string;
  role: string;
  operation: string;
  subject: string;
  purpose: string;
  ground: string;
  status: number;
  revision: number;
  items: number;
  out_of_remit: boolean;
  name_only: boolean;
  hit: boolean | null;
}

export interface AuditEntries {
  entries: AuditEntry[];
  next: number | null;
}

export interface AuditReport {
  entries: number;
  segments: number;
  head: string;
  problems: string[];
}

export interface Anomaly {
  kind: string;
  user: string;
  unit: string;
  window: string;
  count: number;
  threshold: number;
  first: number;
  last: number;
}

export interface Anomalies {
  anomalies: Anomaly[];
}

export interface Withheld {
  what: string;
  count: number;
  why: string;
}

export interface CheckParty {
  role?: string;
  type?: string;
  id?: string;
  uscc?: string;
  org_code?: string;
  id_number?: string;
  name?: string;
}

export interface CheckedParty {
  role: string;
  match: string;
  id: string | null;
  type: string | null;
  candidates: number;
  doubts: string[];
  choices: Choice[];
  incentives_suspended: number;
  other_matters: number;
}

export interface CheckItem {
  subject: string;
  subject_name: string;
  measure: string;
  name: string;
  standing: string;
  tier: string;
  force: string;
  modality: string;
  kind: string;
  incentive: boolean;
  executors: string[];
  matters: string[];
  listing: string;
  list: string;
  rulebook: string;
  provision: string;
  movement: string;
  basis: Basis[];
  path: Edge[];
  from: string | null;
  to: string | null;
  why: string;
  missing: string[];
  notes: string[];
  role: string;
  item: string;
  weight: string;
  reason: string;
  remit: string;
  decider: string;
  decided_on: string | null;
  severity: string | null;
}

export interface CheckMeasure {
  item: string;
  role: string;
  measure: string;
  name: string;
  modality: string;
  force: string;
  weight: string;
  provision: string;
  listing: string;
  executors: string[];
}

export interface CheckResult {
  request_id: string;
  unit: string;
  matter: string;
  stage: string;
  decision: string;
  decision_name: string;
  review_required: boolean;
  match: string;
  candidates: number;
  other_matters: number;
  subject: CheckedParty;
  roles: CheckedParty[];
  findings: CheckItem[];
  measures: CheckMeasure[];
  incentives: CheckItem[];
  explanation: string[];
  query_log_id: string | null;
}

export interface Answered {
  id: string;
  executed: boolean;
  reason: string;
  executor: string;
  on: string | null;
}

export interface WorkUnit {
  name: string;
  kind: string;
  regions: string[];
  measures: string[];
  party: string;
}

export interface WorkItem {
  subject: string;
  subject_name: string;
  measure: string;
  name: string;
  standing: string;
  tier: string;
  force: string;
  modality: string;
  kind: string;
  incentive: boolean;
  executors: string[];
  matters: string[];
  listing: string;
  list: string;
  rulebook: string;
  provision: string;
  movement: string;
  basis: Basis[];
  path: Edge[];
  from: string | null;
  to: string | null;
  why: string;
  missing: string[];
  notes: string[];
  answered: boolean;
  overdue: boolean;
  item: string;
  executor: string;
  own: boolean;
  remit: string;
  decider: string;
  answers: Answered[];
}

export interface Worklist {
  unit: WorkUnit;
  token: string;
  items: WorkItem[];
  unanswered: number;
  overdue: number;
  notes: string[];
}

export interface FeedEntry {
  subject: string;
  subject_name: string;
  measure: string;
  name: string;
  standing: string;
  tier: string;
  force: string;
  modality: string;
  kind: string;
  incentive: boolean;
  executors: string[];
  matters: string[];
  listing: string;
  list: string;
  rulebook: string;
  provision: string;
  movement: string;
  basis: Basis[];
  path: Edge[];
  from: string | null;
  to: string | null;
  why: string;
  missing: string[];
  notes: string[];
  change: string;
  changed: string[];
  ended_why: string;
  lift: boolean;
  item: string;
  executor: string;
  own: boolean;
  remit: string;
  decider: string;
  answers: Answered[];
}

export interface Feed {
  since: string;
  token: string;
  entries: FeedEntry[];
  acts_looked_at: number;
  acts_in_all: number;
}

export interface FeedbackRow {
  executor?: string;
  measure?: string;
  month?: string;
  due: number;
  executed: number;
  not_executed: number;
  unanswered: number;
  reasons: Json;
  average_delay_days: number | null;
}

export interface CheckCount {
  unit?: string;
  unit_name?: string;
  month?: string;
  queries: number;
  hits: number;
  hits_unknown: number;
}

export interface CheckCounts {
  known: boolean;
  why: string | null;
  rows: CheckCount[];
  total: CheckCount | null;
}

export interface FeedbackStats {
  from: string | null;
  to: string | null;
  rows: FeedbackRow[];
  total: FeedbackRow;
  checks: CheckCounts;
}

export interface Health {
  status: string;
}

export interface Ready {
  status: string;
  revision: number;
}

export interface OpenApi {
  openapi: string;
  info: Json;
  security: Json;
  paths: Json;
  components: Json;
}

export interface Me {
  user: string;
  role: string;
  unit: string;
  unit_name: string;
  regions: string[];
  measures: string[];
  token: string;
}

export interface FieldAtFault {
  in: string;
  name: string;
  detail: string;
}

export interface Refusal {
  provision: string;
  why: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: FieldAtFault[];
  refused?: Refusal[];
}

export type Deadline = Term;

export type Repairable = Repair;

export interface Envelope {
  as_of: string;
  known_at: number;
  rulebooks: Json;
  complete: boolean;
  next: string | null;
  withheld?: Withheld[];
  result: Json;
}

export interface Operations {
  /**
   * Whether the process runs.
   * For public, department, platform, investigator, steward, auditor, administrator.
   */
  health: {
    parameters: {
    };
    body: undefined;
    answers: {
      /** Done */
      200: Health;
    };
  };
  /**
   * Whether it answers, and takes changes (ready) or not (read_only); 503 while it ends.
   * For public, department, platform, investigator, steward, auditor, administrator.
   */
  ready: {
    parameters: {
    };
    body: undefined;
    answers: {
      /** Done */
      200: Ready;
    };
  };
  /**
   * What the service counts of itself, for Prometheus.
   * For auditor, administrator.
   */
  metrics: {
    parameters: {
    };
    body: undefined;
    answers: {
      /** Done */
      200: string;
    };
  };
  /**
   * This interface as OpenAPI 3.1.
   * For department, platform, investigator, steward, auditor, administrator.
   */
  openapi: {
    parameters: {
    };
    body: undefined;
    answers: {
      /** Done */
      200: OpenApi;
    };
  };
  /**
   * Whom the token stands for.
   * For department, platform, investigator, steward, auditor, administrator.
   */
  me: {
    parameters: {
    };
    body: undefined;
    answers: {
      /** Done */
      200: Me;
    };
  };
  /**
   * A listing as it is published; nothing once it has ended.
   * For public, department, platform, investigator, steward, auditor, administrator.
   */
  public_listing: {
    parameters: {
      listing: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<View>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * The gate: pass, prompt or hold for a party in one matter.
   * For department, platform, investigator, steward.
   */
  check: {
    parameters: {
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground?: string;
    };
    body: {
      /** What is applied for */
      matter: string;
      /** The party, by its numbers and name */
      subject: CheckParty;
      /** Others to be checked with it */
      roles?: CheckParty[];
      /** The unit's own number */
      request_id?: string;
      /** Stage of the matter, in the unit's own words */
      stage?: string;
      /** Number of the person's consent */
      consent_id?: string;
      /** The day (default: today in China) */
      as_of?: string;
    };
    answers: {
      /** Done */
      200: Enveloped<CheckResult>;
    };
  };
  /**
   * What the unit has to carry out, or what changed since a token.
   * For department, platform, steward.
   */
  worklist: {
    parameters: {
      /** Only changes since this token */
      since?: string;
      /** Seconds to wait for news, up to 60 */
      wait?: number;
      /** Days in which an answer is expected */
      answer_days?: number;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Items of a page */
      limit?: number;
      /** `next` of the page before */
      cursor?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground?: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Worklist> | Enveloped<Feed>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * What is new, changed and ended since a token: all of it for the credit office and investigators, else what lies with the unit.
   * For department, platform, investigator, steward.
   */
  changes: {
    parameters: {
      /** A token; without it, the token of now */
      since?: string;
      /** Seconds to wait for news, up to 60 */
      wait?: number;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground?: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Feed>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * What the unit did about an item, or why it did not.
   * For department, platform, steward.
   */
  feedback_add: {
    parameters: {
    };
    body: {
      /** Id of the item, as a worklist shows it */
      item?: string;
      /** Or the listing it comes from, */
      listing?: string;
      /** its measure */
      measure?: string;
      /** and its party */
      party?: string;
      /** Whether it was carried out */
      executed: boolean;
      /** Why it was not */
      reason?: string;
      /** The day (default: today in China) */
      on?: string;
    };
    answers: {
      /** Done */
      200: Done;
    };
  };
  /**
   * What became of the consequences of a period.
   * For department, investigator, steward.
   */
  feedback_stats: {
    parameters: {
      /** First day */
      from?: string;
      /** First day after */
      to?: string;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Items of a page */
      limit?: number;
      /** `next` of the page before */
      cursor?: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<FeedbackStats>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * By code, name, former name or pinyin.
   * For department, investigator, steward.
   */
  search: {
    parameters: {
      /** A code, a name or a part of it */
      text: string;
      /** Most matches */
      limit?: number;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Search>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * Many parties at once: JSON Lines in, JSON Lines out.
   * For department, investigator, steward.
   */
  screen: {
    parameters: {
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: Lines;
    answers: {
      /** Done */
      200: AsyncIterable<ScreenRow>;
    };
  };
  /**
   * The credit file of a party.
   * For department, investigator, steward.
   */
  show: {
    parameters: {
      subject: string;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground?: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<CreditFile>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * What applies to a party, and why.
   * For department, investigator, steward.
   */
  measures: {
    parameters: {
      subject: string;
      /** T3: clues instead; all: both */
      tier?: string;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Items of a page */
      limit?: number;
      /** `next` of the page before */
      cursor?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground?: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Measures>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * What its penalty records add up to.
   * For department, investigator, steward.
   */
  grounds: {
    parameters: {
      subject: string;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Items of a page */
      limit?: number;
      /** `next` of the page before */
      cursor?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground?: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Grounds>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * Who is tied to a party.
   * For investigator, steward.
   */
  affiliates: {
    parameters: {
      subject: string;
      /** How far to walk */
      hops?: number;
      /** Only these, comma-separated */
      relations?: string;
      /** Parties with more ties than this are reported, not walked through */
      degree_max?: number;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Items of a page */
      limit?: number;
      /** `next` of the page before */
      cursor?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Affiliates>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * Who controls a party, or whom it controls.
   * For investigator, steward.
   */
  control: {
    parameters: {
      subject: string;
      /** up or down */
      direction?: string;
      /** majority, cascade or multiplied */
      method?: string;
      /** Percent, 0 to 100 */
      threshold?: string;
      /** Most chains shown for a party */
      chains?: number;
      /** Further members of a cascade's set */
      with?: string[];
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Items of a page */
      limit?: number;
      /** `next` of the page before */
      cursor?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Control>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * Suspected actual controllers and beneficial owners.
   * For investigator, steward.
   */
  owners: {
    parameters: {
      subject: string;
      /** Of a beneficial owner */
      threshold?: string;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Items of a page */
      limit?: number;
      /** `next` of the page before */
      cursor?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Owners>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * Clues to who carries on after it closed.
   * For investigator, steward.
   */
  successors: {
    parameters: {
      subject: string;
      /** Its closing day */
      since?: string;
      /** Began at most so long before */
      days_before?: number;
      /** Began at most so long after */
      days_after?: number;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Items of a page */
      limit?: number;
      /** `next` of the page before */
      cursor?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Successors>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * 关联企业 by a definition that you state.
   * For investigator, steward.
   */
  affiliated_firms: {
    parameters: {
      subject: string;
      /** Words joined by + */
      definition?: string;
      /** Percent, 0 to 100 */
      control?: string;
      /** Percent, 0 to 100 */
      chain?: string;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Items of a page */
      limit?: number;
      /** `next` of the page before */
      cursor?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<AffiliatedFirms>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * How two parties are tied, shortest first.
   * For investigator, steward.
   */
  paths: {
    parameters: {
      /** A party */
      from: string;
      /** A party */
      to: string;
      /** How far to walk */
      hops?: number;
      /** Only these, comma-separated */
      relations?: string;
      /** Parties with more ties than this are reported, not walked through */
      degree_max?: number;
      /** Most paths */
      limit?: number;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Paths>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * What several parties are all tied to.
   * For investigator, steward.
   */
  common: {
    parameters: {
      /** Two or more parties */
      subject: string[];
      /** How far to walk */
      hops?: number;
      /** Only these, comma-separated */
      relations?: string;
      /** Parties with more ties than this are reported, not walked through */
      degree_max?: number;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Items of a page */
      limit?: number;
      /** `next` of the page before */
      cursor?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Common>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * Groups under one controller, or tied together.
   * For investigator, steward.
   */
  groups: {
    parameters: {
      /** control or connected */
      kind?: string;
      /** Fewest parties of a group */
      min?: number;
      /** A majority above this */
      threshold?: string;
      /** Only these, comma-separated */
      relations?: string;
      /** Members named of each group; 0: all */
      members?: number;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Items of a page */
      limit?: number;
      /** `next` of the page before */
      cursor?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Groups>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * State, history, running terms and repair of a listing.
   * For department, investigator, steward.
   */
  list_show: {
    parameters: {
      listing: string;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground?: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Life>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * Whom a listing reaches, and where it stops.
   * For department, investigator, steward.
   */
  reach: {
    parameters: {
      listing: string;
      /** T3: clues instead; all: both */
      tier?: string;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Items of a page */
      limit?: number;
      /** `next` of the page before */
      cursor?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Reach>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * Whether it may be left before its time, and what stands against it.
   * For department, investigator, steward.
   */
  repairable: {
    parameters: {
      listing: string;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground?: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Repairable>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * A listing as it is reported: every field, ID numbers in full.
   * For steward.
   */
  reporting_view: {
    parameters: {
      listing: string;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<View>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * Every term that runs unanswered, by its end.
   * For department, investigator, steward.
   */
  list_terms: {
    parameters: {
      /** Only those that have passed */
      overdue?: boolean;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Items of a page */
      limit?: number;
      /** `next` of the page before */
      cursor?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Terms>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * When a term of the rulebooks ends.
   * For department, investigator, steward.
   */
  deadline: {
    parameters: {
      term: string;
      /** The day it starts */
      from?: string;
      /** Or the listing it runs on */
      listing?: string;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose?: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground?: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Deadline>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * Propose a party for a list; without effect before it is decided.
   * For department, steward.
   */
  list_add: {
    parameters: {
    };
    body: {
      /** Id for the new listing */
      id: string;
      /** Id of the list */
      list: string;
      /** Id, code or unique name */
      subject: string;
      /** Row of the ground */
      ground: string;
      /** Named basis that an open ground needs (G14) */
      basis?: string;
      /** 轻微, 一般, 较重, 严重 or 未明确 */
      severity?: string;
      /** Day of the act */
      act_on?: string;
      /** The day (default: today in China) */
      on?: string;
      /** Number of the document */
      document?: string;
      /** Only say whether it may be done */
      dry_run?: boolean;
    };
    answers: {
      /** Done */
      200: Done;
    };
  };
  /**
   * The party is told of reasons, basis and rights before a decision.
   * For department, steward.
   */
  list_pre_notice: {
    parameters: {
      listing: string;
    };
    body: {
      /** The day (default: today in China) */
      on?: string;
      /** Number of the document */
      document?: string;
      /** Remark */
      note?: string;
      /** Only say whether it may be done */
      dry_run?: boolean;
    };
    answers: {
      /** Done */
      200: Done;
    };
  };
  /**
   * The listing is decided; its measures begin.
   * For department, steward.
   */
  list_decide: {
    parameters: {
      listing: string;
    };
    body: {
      /** The day (default: today in China) */
      on?: string;
      /** Number of the document */
      document?: string;
      /** Remark */
      note?: string;
      /** Only say whether it may be done */
      dry_run?: boolean;
      /** First day without effect (default: the list's term) */
      valid_to?: string;
    };
    answers: {
      /** Done */
      200: Done;
      /** Waits for a second user of the unit */
      202: Waiting;
    };
  };
  /**
   * The listing is published.
   * For department, steward.
   */
  list_publish: {
    parameters: {
      listing: string;
    };
    body: {
      /** The day (default: today in China) */
      on?: string;
      /** Number of the document */
      document?: string;
      /** Remark */
      note?: string;
      /** Only say whether it may be done */
      dry_run?: boolean;
    };
    answers: {
      /** Done */
      200: Done;
      /** Waits for a second user of the unit */
      202: Waiting;
    };
  };
  /**
   * A notice of rectification is delivered.
   * For department, steward.
   */
  list_notify: {
    parameters: {
      listing: string;
    };
    body: {
      /** The day (default: today in China) */
      on?: string;
      /** Number of the document */
      document?: string;
      /** Remark */
      note?: string;
      /** Only say whether it may be done */
      dry_run?: boolean;
    };
    answers: {
      /** Done */
      200: Done;
    };
  };
  /**
   * The duties are done or the correction is complete.
   * For department, steward.
   */
  list_rectify: {
    parameters: {
      listing: string;
    };
    body: {
      /** The day (default: today in China) */
      on?: string;
      /** Number of the document */
      document?: string;
      /** Remark */
      note?: string;
      /** Only say whether it may be done */
      dry_run?: boolean;
    };
    answers: {
      /** Done */
      200: Done;
    };
  };
  /**
   * The party applies for repair.
   * For department, steward.
   */
  list_apply: {
    parameters: {
      listing: string;
    };
    body: {
      /** The day (default: today in China) */
      on?: string;
      /** Number of the document */
      document?: string;
      /** Remark */
      note?: string;
      /** Only say whether it may be done */
      dry_run?: boolean;
    };
    answers: {
      /** Done */
      200: Done;
    };
  };
  /**
   * The provider gives its opinion on repair.
   * For department, steward.
   */
  list_opinion: {
    parameters: {
      listing: string;
    };
    body: {
      /** The day (default: today in China) */
      on?: string;
      /** Number of the document */
      document?: string;
      /** Remark */
      note?: string;
      /** Only say whether it may be done */
      dry_run?: boolean;
    };
    answers: {
      /** Done */
      200: Done;
    };
  };
  /**
   * The opinion is published.
   * For department, steward.
   */
  list_notice: {
    parameters: {
      listing: string;
    };
    body: {
      /** The day (default: today in China) */
      on?: string;
      /** Number of the document */
      document?: string;
      /** Remark */
      note?: string;
      /** Only say whether it may be done */
      dry_run?: boolean;
    };
    answers: {
      /** Done */
      200: Done;
    };
  };
  /**
   * Somebody objects to the published opinion.
   * For department, steward.
   */
  list_contest: {
    parameters: {
      listing: string;
    };
    body: {
      /** The day (default: today in China) */
      on?: string;
      /** Number of the document */
      document?: string;
      /** Remark */
      note?: string;
      /** Only say whether it may be done */
      dry_run?: boolean;
    };
    answers: {
      /** Done */
      200: Done;
    };
  };
  /**
   * The listing is repaired and archived.
   * For department, steward.
   */
  list_repair: {
    parameters: {
      listing: string;
    };
    body: {
      /** The day (default: today in China) */
      on?: string;
      /** Number of the document */
      document?: string;
      /** Remark */
      note?: string;
      /** Only say whether it may be done */
      dry_run?: boolean;
    };
    answers: {
      /** Done */
      200: Done;
      /** Waits for a second user of the unit */
      202: Waiting;
    };
  };
  /**
   * The listing is taken back.
   * For department, steward.
   */
  list_revoke: {
    parameters: {
      listing: string;
    };
    body: {
      /** The day (default: today in China) */
      on?: string;
      /** Number of the document */
      document?: string;
      /** Remark */
      note?: string;
      /** Only say whether it may be done */
      dry_run?: boolean;
    };
    answers: {
      /** Done */
      200: Done;
      /** Waits for a second user of the unit */
      202: Waiting;
    };
  };
  /**
   * An objection is upheld: the listing is taken back.
   * For department, steward.
   */
  list_uphold: {
    parameters: {
      listing: string;
    };
    body: {
      /** The day (default: today in China) */
      on?: string;
      /** Number of the document */
      document?: string;
      /** Remark */
      note?: string;
      /** Only say whether it may be done */
      dry_run?: boolean;
    };
    answers: {
      /** Done */
      200: Done;
      /** Waits for a second user of the unit */
      202: Waiting;
    };
  };
  /**
   * Another listing takes its place.
   * For department, steward.
   */
  list_supersede: {
    parameters: {
      listing: string;
    };
    body: {
      /** The day (default: today in China) */
      on?: string;
      /** Number of the document */
      document?: string;
      /** Remark */
      note?: string;
      /** Only say whether it may be done */
      dry_run?: boolean;
    };
    answers: {
      /** Done */
      200: Done;
      /** Waits for a second user of the unit */
      202: Waiting;
    };
  };
  /**
   * The deciding department finds a person responsible for the act.
   * For department, steward.
   */
  list_attribute: {
    parameters: {
      listing: string;
    };
    body: {
      /** Id, code or unique name */
      person: string;
      /** In which role */
      role: string;
      /** The day (default: today in China) */
      on?: string;
      /** Number of the document */
      document?: string;
    };
    answers: {
      /** Done */
      200: Done;
    };
  };
  /**
   * A person confirms that a provision reaches a party.
   * For department, steward.
   */
  list_confirm: {
    parameters: {
      listing: string;
    };
    body: {
      /** Row, or label of one rule */
      provision: string;
      /** Id, code or unique name */
      party: string;
      /** The basis named */
      basis?: string;
      /** The day (default: today in China) */
      on?: string;
    };
    answers: {
      /** Done */
      200: Done;
    };
  };
  /**
   * An objection to a listing is received.
   * For department, steward.
   */
  list_object: {
    parameters: {
      listing: string;
    };
    body: {
      /** Who objects */
      by: string;
      /** The day (default: today in China) */
      on?: string;
    };
    answers: {
      /** Done */
      200: Done;
    };
  };
  /**
   * The review of an objection is over; the listing stands.
   * For department, steward.
   */
  list_answer: {
    parameters: {
      listing: string;
    };
    body: {
      /** rejected or upheld */
      result: string;
      /** Its id (default: the one that runs) */
      objection?: string;
      /** The day (default: today in China) */
      on?: string;
    };
    answers: {
      /** Done */
      200: Done;
    };
  };
  /**
   * Every rulebook with its identity.
   * For department, platform, investigator, steward.
   */
  rulebook_list: {
    parameters: {
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Rulebooks>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * Lists, grounds, rules and parameters of a book.
   * For department, platform, investigator, steward.
   */
  rulebook_show: {
    parameters: {
      book: string;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Rulebook>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * The rules of one row or label.
   * For department, platform, investigator, steward.
   */
  provision: {
    parameters: {
      provision: string;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Provision>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * Whether a day is a working day, and the one so many after.
   * For department, platform, investigator, steward.
   */
  calendar: {
    parameters: {
      day: string;
      /** How many working days after */
      working_days?: number;
      /** The day asked about (default: today in China) */
      as_of?: string;
      /** What was known at this revision (default: all) */
      known_at?: number;
      /** Consistency token that the answer must not precede */
      at_least?: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Enveloped<Calendar>;
      /** As the answer whose ETag stands in If-None-Match */
      304: undefined;
    };
  };
  /**
   * Requests of the unit that wait for a second user, and their fate.
   * For department, steward.
   */
  approval_list: {
    parameters: {
    };
    body: undefined;
    answers: {
      /** Done */
      200: Approvals;
    };
  };
  /**
   * A second user of the unit approves or refuses.
   * For department, steward.
   */
  approval_answer: {
    parameters: {
      approval: string;
    };
    body: {
      /** approve or refuse */
      decision: string;
      /** Remark */
      note?: string;
    };
    answers: {
      /** Done */
      200: Done;
    };
  };
  /**
   * Facts as JSON Lines, stored by a job.
   * For steward.
   */
  import: {
    parameters: {
    };
    body: Lines;
    answers: {
      /** Done */
      202: Job;
    };
  };
  /**
   * A consistent copy in the backup folder, made by a job.
   * For administrator.
   */
  backup: {
    parameters: {
    };
    body: {
      /** Of a folder that does not exist yet */
      name: string;
    };
    answers: {
      /** Done */
      202: Job;
    };
  };
  /**
   * Everything that follows from many listings, as files of a job; for a department or platform what lies with it.
   * For department, platform, investigator, steward.
   */
  impact: {
    parameters: {
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: {
      /** Only these listings and demands (default: all in effect) */
      listings?: string[];
      /** The day asked about (default: today in China) */
      as_of?: string;
    };
    answers: {
      /** Done */
      202: Job;
    };
  };
  /**
   * A dry run: what other rulebooks, facts, days or revisions would add, end and change, as files of a job.
   * For investigator, steward.
   */
  diff: {
    parameters: {
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: {
      /** All proposed rulebooks: path to the file's text */
      rulebooks?: { [name: string]: string };
      /** Facts to apply in a copy, as for import: entities.csv, ..., *.jsonl */
      facts?: { [name: string]: string };
      /** The day of the first state (default: today in China) */
      as_of?: string;
      /** The day of the second state (default: that of the first) */
      as_of_to?: string;
      /** The first state's revision (default: all) */
      known_at?: number;
      /** The second state's revision */
      known_at_to?: number;
      /** Findings that may differ */
      fail_above?: number;
    };
    answers: {
      /** Done */
      202: Job;
    };
  };
  /**
   * The unit's jobs that the role may see.
   * For department, platform, investigator, steward, administrator.
   */
  job_list: {
    parameters: {
    };
    body: undefined;
    answers: {
      /** Done */
      200: Jobs;
    };
  };
  /**
   * One job of the unit: its state, how far it is, what it gave.
   * For department, platform, investigator, steward, administrator.
   */
  job_show: {
    parameters: {
      job: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Job;
    };
  };
  /**
   * Removes a job that is over, with its files.
   * For department, platform, investigator, steward.
   */
  job_remove: {
    parameters: {
      job: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Done;
    };
  };
  /**
   * Ends a job that only reads.
   * For department, platform, investigator, steward.
   */
  job_cancel: {
    parameters: {
      job: string;
    };
    body: undefined;
    answers: {
      /** Done */
      202: Job;
    };
  };
  /**
   * One of the files that a job left.
   * For department, platform, investigator, steward.
   */
  job_file: {
    parameters: {
      job: string;
      file: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      purpose: string;
      /** Percent-encoded UTF-8; needed for persons' data */
      ground: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: ReadableStream<Uint8Array>;
    };
  };
  /**
   * Lines of the audit log.
   * For auditor.
   */
  audit_list: {
    parameters: {
      /** Only of this user */
      user?: string;
      /** Only of this unit */
      unit?: string;
      /** First day */
      from?: string;
      /** First day after */
      to?: string;
      /** Only this operation */
      operation?: string;
      /** Only about this, as it was asked */
      subject?: string;
      /** read, change or refused */
      kind?: string;
      /** After this line */
      after?: number;
      /** Most lines */
      limit?: number;
    };
    body: undefined;
    answers: {
      /** Done */
      200: AuditEntries;
    };
  };
  /**
   * Whether every line stands in the chain.
   * For auditor.
   */
  audit_verify: {
    parameters: {
      /** A hash that must be in the log */
      head?: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: AuditReport;
    };
  };
  /**
   * What a person should look at.
   * For auditor.
   */
  audit_anomalies: {
    parameters: {
      /** Only of this user */
      user?: string;
      /** Only of this unit */
      unit?: string;
      /** First day */
      from?: string;
      /** First day after */
      to?: string;
    };
    body: undefined;
    answers: {
      /** Done */
      200: Anomalies;
    };
  };
}

export type Operation = keyof Operations;

export const operations: { readonly [Name in Operation]: Form } = {
  health: {
    method: "GET",
    path: "/healthz",
    query: [],
    headers: {},
    body: "none",
    answer: "object",
  },
  ready: {
    method: "GET",
    path: "/readyz",
    query: [],
    headers: {},
    body: "none",
    answer: "object",
  },
  metrics: {
    method: "GET",
    path: "/metrics",
    query: [],
    headers: {},
    body: "none",
    answer: "text",
  },
  openapi: {
    method: "GET",
    path: "/openapi.json",
    query: [],
    headers: {},
    body: "none",
    answer: "object",
  },
  me: {
    method: "GET",
    path: "/v1/me",
    query: [],
    headers: {},
    body: "none",
    answer: "object",
  },
  public_listing: {
    method: "GET",
    path: "/v1/public/listings/{listing}",
    query: [],
    headers: {},
    body: "none",
    answer: "object",
  },
  check: {
    method: "POST",
    path: "/v1/check",
    query: ["as_of", "known_at", "at_least"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "object",
    answer: "object",
  },
  worklist: {
    method: "GET",
    path: "/v1/worklist",
    query: ["since", "wait", "answer_days", "as_of", "known_at", "at_least", "limit", "cursor"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  changes: {
    method: "GET",
    path: "/v1/changes",
    query: ["since", "wait", "as_of", "known_at", "at_least"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  feedback_add: {
    method: "POST",
    path: "/v1/feedback",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  feedback_stats: {
    method: "GET",
    path: "/v1/feedback/statistics",
    query: ["from", "to", "as_of", "known_at", "at_least", "limit", "cursor"],
    headers: {},
    body: "none",
    answer: "object",
  },
  search: {
    method: "GET",
    path: "/v1/search",
    query: ["text", "limit", "as_of", "known_at", "at_least"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  screen: {
    method: "POST",
    path: "/v1/screen",
    query: ["as_of", "known_at", "at_least"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "lines",
    answer: "lines",
  },
  show: {
    method: "GET",
    path: "/v1/entities/{subject}",
    query: ["as_of", "known_at", "at_least"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  measures: {
    method: "GET",
    path: "/v1/entities/{subject}/measures",
    query: ["tier", "as_of", "known_at", "at_least", "limit", "cursor"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  grounds: {
    method: "GET",
    path: "/v1/entities/{subject}/grounds",
    query: ["as_of", "known_at", "at_least", "limit", "cursor"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  affiliates: {
    method: "GET",
    path: "/v1/entities/{subject}/affiliates",
    query: ["hops", "relations", "degree_max", "as_of", "known_at", "at_least", "limit", "cursor"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  control: {
    method: "GET",
    path: "/v1/entities/{subject}/control",
    query: ["direction", "method", "threshold", "chains", "with", "as_of", "known_at", "at_least", "limit", "cursor"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  owners: {
    method: "GET",
    path: "/v1/entities/{subject}/owners",
    query: ["threshold", "as_of", "known_at", "at_least", "limit", "cursor"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  successors: {
    method: "GET",
    path: "/v1/entities/{subject}/successors",
    query: ["since", "days_before", "days_after", "as_of", "known_at", "at_least", "limit", "cursor"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  affiliated_firms: {
    method: "GET",
    path: "/v1/entities/{subject}/affiliated-firms",
    query: ["definition", "control", "chain", "as_of", "known_at", "at_least", "limit", "cursor"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  paths: {
    method: "GET",
    path: "/v1/paths",
    query: ["from", "to", "hops", "relations", "degree_max", "limit", "as_of", "known_at", "at_least"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  common: {
    method: "GET",
    path: "/v1/common",
    query: ["subject", "hops", "relations", "degree_max", "as_of", "known_at", "at_least", "limit", "cursor"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  groups: {
    method: "GET",
    path: "/v1/groups",
    query: ["kind", "min", "threshold", "relations", "members", "as_of", "known_at", "at_least", "limit", "cursor"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  list_show: {
    method: "GET",
    path: "/v1/listings/{listing}",
    query: ["as_of", "known_at", "at_least"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  reach: {
    method: "GET",
    path: "/v1/listings/{listing}/reach",
    query: ["tier", "as_of", "known_at", "at_least", "limit", "cursor"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  repairable: {
    method: "GET",
    path: "/v1/listings/{listing}/repairable",
    query: ["as_of", "known_at", "at_least"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  reporting_view: {
    method: "GET",
    path: "/v1/listings/{listing}/reporting",
    query: ["as_of", "known_at", "at_least"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  list_terms: {
    method: "GET",
    path: "/v1/terms",
    query: ["overdue", "as_of", "known_at", "at_least", "limit", "cursor"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  deadline: {
    method: "GET",
    path: "/v1/deadlines/{term}",
    query: ["from", "listing", "as_of", "known_at", "at_least"],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "object",
  },
  list_add: {
    method: "POST",
    path: "/v1/listings",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_pre_notice: {
    method: "POST",
    path: "/v1/listings/{listing}/pre-notice",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_decide: {
    method: "POST",
    path: "/v1/listings/{listing}/decide",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_publish: {
    method: "POST",
    path: "/v1/listings/{listing}/publish",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_notify: {
    method: "POST",
    path: "/v1/listings/{listing}/notify",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_rectify: {
    method: "POST",
    path: "/v1/listings/{listing}/rectify",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_apply: {
    method: "POST",
    path: "/v1/listings/{listing}/apply",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_opinion: {
    method: "POST",
    path: "/v1/listings/{listing}/opinion",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_notice: {
    method: "POST",
    path: "/v1/listings/{listing}/notice",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_contest: {
    method: "POST",
    path: "/v1/listings/{listing}/contest",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_repair: {
    method: "POST",
    path: "/v1/listings/{listing}/repair",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_revoke: {
    method: "POST",
    path: "/v1/listings/{listing}/revoke",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_uphold: {
    method: "POST",
    path: "/v1/listings/{listing}/uphold",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_supersede: {
    method: "POST",
    path: "/v1/listings/{listing}/supersede",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_attribute: {
    method: "POST",
    path: "/v1/listings/{listing}/attributions",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_confirm: {
    method: "POST",
    path: "/v1/listings/{listing}/confirmations",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_object: {
    method: "POST",
    path: "/v1/listings/{listing}/objections",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  list_answer: {
    method: "POST",
    path: "/v1/listings/{listing}/objections/answer",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  rulebook_list: {
    method: "GET",
    path: "/v1/rulebooks",
    query: ["as_of", "known_at", "at_least"],
    headers: {},
    body: "none",
    answer: "object",
  },
  rulebook_show: {
    method: "GET",
    path: "/v1/rulebooks/{book}",
    query: ["as_of", "known_at", "at_least"],
    headers: {},
    body: "none",
    answer: "object",
  },
  provision: {
    method: "GET",
    path: "/v1/provisions/{provision}",
    query: ["as_of", "known_at", "at_least"],
    headers: {},
    body: "none",
    answer: "object",
  },
  calendar: {
    method: "GET",
    path: "/v1/calendar/{day}",
    query: ["working_days", "as_of", "known_at", "at_least"],
    headers: {},
    body: "none",
    answer: "object",
  },
  approval_list: {
    method: "GET",
    path: "/v1/approvals",
    query: [],
    headers: {},
    body: "none",
    answer: "object",
  },
  approval_answer: {
    method: "POST",
    path: "/v1/approvals/{approval}",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  import: {
    method: "POST",
    path: "/v1/imports",
    query: [],
    headers: {},
    body: "lines",
    answer: "object",
  },
  backup: {
    method: "POST",
    path: "/v1/backup",
    query: [],
    headers: {},
    body: "object",
    answer: "object",
  },
  impact: {
    method: "POST",
    path: "/v1/impact",
    query: [],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "object",
    answer: "object",
  },
  diff: {
    method: "POST",
    path: "/v1/diff",
    query: [],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "object",
    answer: "object",
  },
  job_list: {
    method: "GET",
    path: "/v1/jobs",
    query: [],
    headers: {},
    body: "none",
    answer: "object",
  },
  job_show: {
    method: "GET",
    path: "/v1/jobs/{job}",
    query: [],
    headers: {},
    body: "none",
    answer: "object",
  },
  job_remove: {
    method: "DELETE",
    path: "/v1/jobs/{job}",
    query: [],
    headers: {},
    body: "none",
    answer: "object",
  },
  job_cancel: {
    method: "POST",
    path: "/v1/jobs/{job}/cancel",
    query: [],
    headers: {},
    body: "none",
    answer: "object",
  },
  job_file: {
    method: "GET",
    path: "/v1/jobs/{job}/files/{file}",
    query: [],
    headers: { purpose: "X-Purpose", ground: "X-Ground" },
    body: "none",
    answer: "file",
  },
  audit_list: {
    method: "GET",
    path: "/v1/audit",
    query: ["user", "unit", "from", "to", "operation", "subject", "kind", "after", "limit"],
    headers: {},
    body: "none",
    answer: "object",
  },
  audit_verify: {
    method: "GET",
    path: "/v1/audit/verify",
    query: ["head"],
    headers: {},
    body: "none",
    answer: "object",
  },
  audit_anomalies: {
    method: "GET",
    path: "/v1/audit/anomalies",
    query: ["user", "unit", "from", "to"],
    headers: {},
    body: "none",
    answer: "object",
  },
};
