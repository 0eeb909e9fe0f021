// Keeps a page up to date while the site works at something, and goes on when that is done. Without scripts
// there is a link that reloads the page.
const waiting = document.querySelector('[data-wait]');
const LOOK_EVERY = 1500;

if (waiting) void look();

async function look() {
  await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  if (!document.hidden) await refresh().catch(() => {});
  void look();
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('[data-wait]');
  if (fresh?.dataset.wait !== waiting.dataset.wait) return location.assign(answer.url);
  if (!waiting.contains(document.activeElement)) waiting.replaceChildren(...fresh.childNodes);
}
