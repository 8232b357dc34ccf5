import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../core/errors.ts';

/** Deepest nesting of what is sent to us; our own deepest input has 4 levels. */
const MAX_DEPTH = 24;

/** What a body must be before any route reads it. Called on the root, and holds in every plugin. */
export function guardBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request: FastifyRequest, body: string, done) => {
    try {
      checkJson(body);
    } catch (error) {
      return done(error as Error);
    }
    // Refuses `__proto__` and `constructor.prototype` as well.
    return parse(request, body, done);
  });
  app.addHook('onRequest', async (request) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return;
    // A small compressed body can be a large one: nothing that a browser or a backend sends us is worth expanding.
    throw Object.assign(new Error('Send the body as it is, without Content-Encoding'), { statusCode: 415 });
  });
}

/** Throws `invalid_input` where a JSON text nests deeper than any input of ours, or holds characters that no database keeps. */
export function checkJson(json: string): void {
  if (depthOf(json) > MAX_DEPTH) throw new AppError('invalid_input', `The input is nested deeper than ${MAX_DEPTH} levels`);
  // Only an escape can bring them in: UTF-8 has no half pairs, and JSON no bare control characters.
  if (!/\\u(?:0000|d[89a-f])/i.test(json)) return;
  try {
    // Fastify's parser drops a byte order mark, so it may not end the search here.
    JSON.parse(json.replace(/^\ufeff/, ''), (name, value: unknown) => {
      if (!isKept(name) || (typeof value === 'string' && !isKept(value))) throw new AppError('invalid_input', 'A text of the input has a NUL or half a character in it');
      return value;
    });
  } catch (error) {
    if (error instanceof AppError) throw error;
    // What is no JSON is refused by who parses it.
  }
}

const isKept = (text: string) => text.isWellFormed() && !text.includes('\0');

/** How deep the brackets of a JSON text nest, without parsing it. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < json.length; index += 1) {
    const char = json[index];
    if (quoted) {
      if (char === '\\') index += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') deepest = Math.max(deepest, (depth += 1));
    else if (char === '}' || char === ']') depth -= 1;
  }
  return deepest;
}
