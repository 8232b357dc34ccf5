/** Visits every node of a syntax tree, parents first. */
export function walk(node, visit) {
  if (typeof node?.type === 'string') visit(node);
  for (const value of Object.values(node ?? {})) if (value && typeof value === 'object') walk(value, visit);
}
