import { Agent, request } from 'node:http';

export interface Hit {
  id: string;
  type: 'pageview';
  url: string;
  visitor: string;
  at: string;
}

/** What came of sending hits, each in a request of its own. */
export interface Outcome {
  /** Ids of those that were answered 202. */
  acknowledged: Set<string>;
  /** What the answers said of hits that were known already. */
  duplicates: number;
  /** What else was answered, and how many connections broke. */
  refused: { status: number; retryAfter: string | undefined }[];
  broken: number;
  /** Of the slowest answer, in milliseconds. */
  slowest: number;
}

/** Sends hits with a secret key, over so many connections that are kept alive. `onAnswer` is told how many were acknowledged. */
export async function sendHits(url: string, key: string, hits: readonly Hit[], { connections = 32, onAnswer = (_acknowledged: number) => {} } = {}): Promise<Outcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const outcome: Outcome = { acknowledged: new Set(), duplicates: 0, refused: [], broken: 0, slowest: 0 };
  const left = hits.values();
  const one = async () => {
    for (const hit of left) {
      const began = Date.now();
      const answer = await post(agent, url, key, hit);
      outcome.slowest = Math.max(outcome.slowest, Date.now() - began);
      if (!answer) outcome.broken += 1;
      else if (answer.status !== 202) outcome.refused.push(answer);
      else {
        outcome.acknowledged.add(hit.id);
        outcome.duplicates += (JSON.parse(answer.body) as { duplicates: number }).duplicates;
        onAnswer(outcome.acknowledged.size);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  agent.destroy();
  return outcome;
}

interface Answer {
  status: number;
  retryAfter: string | undefined;
  body: string;
}

/** Answers `undefined` where the connection broke before the answer was whole. */
function post(agent: Agent, url: string, key: string, hit: Hit): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const asked = request(`${url}/api/collect`, { agent, method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } }, (reply) => {
      let body = '';
      reply.setEncoding('utf8').on('data', (text: string) => (body += text));
      reply.on('error', () => resolve(undefined));
      reply.on('end', () => resolve({ status: reply.statusCode!, retryAfter: reply.headers['retry-after'], body }));
    });
    asked.on('error', () => resolve(undefined));
    asked.end(JSON.stringify(hit));
  });
}
