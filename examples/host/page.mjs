/** The site's pages. Everything they say of the dashboard is in two lines; the rest is what a site may do around it. */
export const entrance = (customers) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Harbour Handling</title><link rel="stylesheet" href="/site.css" /></head>
  <body>
    <main>
      <h1>Harbour Handling</h1>
      <p>Who is it?</p>
      ${customers.map(({ id, name }) => `<form method="post" action="/enter/${id}"><button>${name}</button></form>`).join('\n      ')}
    </main>
  </body>
</html>
`;

export const site = ({ vitrine, share, customer }) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Harbour Handling</title>
    <link rel="stylesheet" href="/site.css" />
    <script src="${vitrine}/embed.js" async></script>
    <script src="/site.js" defer></script>
  </head>
  <body>
    <header>
      <h1>Harbour Handling · ${customer.name}</h1>
      <nav>
        <button id="theme">Dark</button>
        <button id="language">Deutsch</button>
        <button id="week">January</button>
        <button id="keep">Keep this view</button>
        <button id="restore">Kept view</button>
        <form method="post" action="/leave"><button>Leave</button></form>
      </nav>
    </header>
    <main>
      <vitrine-dashboard share="${share}" token-provider="/vitrine-token" theme="light" language="en"></vitrine-dashboard>
      <h2>What happened</h2>
      <ol id="events"></ol>
    </main>
  </body>
</html>
`;

export const styles = `:root { font: 16px/1.5 system-ui, sans-serif; color: #1d2733; background: #f4f1ea; }
body { margin: 0; }
header { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center; padding: 12px 24px; background: #14324a; color: #fff; }
h1 { margin: 0; font-size: 18px; }
nav { display: flex; flex-wrap: wrap; gap: 8px; margin-left: auto; }
button { padding: 6px 12px; border: 0; border-radius: 6px; background: #e7b65c; color: #1d2733; font: inherit; cursor: pointer; }
main { max-width: 1200px; margin: 24px auto; padding: 0 16px; }
vitrine-dashboard { display: block; overflow: hidden; border-radius: 12px; background: #fff; box-shadow: 0 1px 4px #0002; }
#events { font: 13px/1.6 ui-monospace, monospace; }
`;

export const script = `const dashboard = document.querySelector('vitrine-dashboard');
const events = document.getElementById('events');
const names = ['ready', 'resized', 'filter', 'select', 'ended', 'denied', 'error'];
for (const name of names) {
  dashboard.addEventListener(name, (event) => {
    // A click on a chart would filter the dashboard; this site does something else with carriers.
    if (name === 'select' && event.detail.column === 'airline') event.preventDefault();
    const line = document.createElement('li');
    line.dataset.event = name;
    line.textContent = name + ' ' + JSON.stringify(event.detail);
    events.append(line);
    if (events.childElementCount > 50) events.firstElementChild.remove();
  });
}
const on = (id, act) => document.getElementById(id).addEventListener('click', act);
on('theme', () => { dashboard.theme = dashboard.theme === 'dark' ? 'light' : 'dark'; });
on('language', () => { dashboard.language = dashboard.language === 'de' ? 'en' : 'de'; });
on('week', () => dashboard.setTime({ from: '2013-01-01T00:00:00Z', to: '2013-02-01T00:00:00Z' }));
on('keep', () => sessionStorage.setItem('view', JSON.stringify(dashboard.state)));
on('restore', () => { dashboard.state = JSON.parse(sessionStorage.getItem('view')); });
`;
