// Keeps the page of a sending up to date while it is open. Without scripts there is a button that reloads it.
const live = document.querySelector('[data-live]');
const LOOK_EVERY = 3000;

if (live) {
  const countdown = live.querySelector('[data-countdown]');
  if (countdown) setInterval(() => count(countdown), 1000);
  setTimeout(look, LOOK_EVERY);
}

function count(countdown) {
  const seconds = Math.max(0, Math.round((Date.parse(countdown.dataset.countdown) - Date.now()) / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  countdown.textContent =
    hours > 47 ? '' : hours > 0 ? `, over ${hours} uur en ${minutes} minuten` : `, over ${minutes}:${rest}`;
}

// Not in a tab that nobody sees.
async function look() {
  if (!document.hidden) await refresh().catch(() => {});
  setTimeout(look, LOOK_EVERY);
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('[data-state]');
  if (fresh?.dataset.state !== live.dataset.state) return location.reload();
  for (const part of live.querySelectorAll('[data-part]')) {
    const replacement = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (replacement && !part.contains(document.activeElement))
      part.replaceChildren(...replacement.childNodes);
  }
}
