import { Client, ProblemError } from "../src/index.js";

export async function gate(url: string, token: string, code: string): Promise<string> {
  const client = new Client({ url, token });
  try {
    const { body } = await client.call("check", {
      body: { matter: "government_procurement", subject: { uscc: code } },
    });
    const { decision, measures, query_log_id } = body.result;
    return `${decision}: ${measures.map(({ provision }) => provision).join(", ")} (${query_log_id})`;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 422) return error.problem.detail;
    throw error;
  }
}
