// Runs before the first paint, so that a chosen theme never flashes and nothing moves. Everything else waits in portal.js.
{
  const root = document.documentElement;
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem('arco.portal') ?? '{}') ?? {};
  } catch {
    // Storage may be closed to this page, or hold what somebody else wrote.
  }
  if (['light', 'dark'].includes(kept.theme)) root.dataset.theme = kept.theme;
  if (['en', 'es'].includes(kept.language)) root.lang = kept.language;
  const query = new URLSearchParams(location.search);
  root.toggleAttribute('data-long', Date.parse(query.get('to')) - Date.parse(query.get('from')) > 99 * 86_400_000);
}
