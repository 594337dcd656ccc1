/**
 * `<vitrine-dashboard>`: a dashboard on another site's page, as an element around an iframe. It hands in the site's signed
 * tokens, takes the height of what is shown, and turns what the page inside says into events. Built alone, as /embed.js.
 */
import {
  type EmbedLook,
  type EmbedState,
  type EmbedTheme,
  type FromPage,
  fromPage,
  marked,
  readMessage,
  type ToPage,
} from './protocol';
import { named, type TokenProvider } from './provider';

/** Where this script came from, without its name: the server's own pages are there. */
const home = (document.currentScript as HTMLScriptElement | null)?.src.replace(/\/embed\.js.*$/, '');
const HEIGHT = 320;

export class VitrineDashboard extends HTMLElement {
  static readonly observedAttributes = ['src', 'share', 'theme', 'language', 'bare', 'height'];

  /** Called whenever a token is needed; before the attribute `token-provider`. */
  tokenProvider: TokenProvider | null = null;
  /** A token to begin with; each opens once. */
  token: string | null = null;

  #frame: HTMLIFrameElement | null = null;
  #state: EmbedState | null = null;
  #wanted: EmbedState | undefined;
  #known = false;
  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #listen = (event: MessageEvent) => {
    const from = this.#frame?.contentWindow;
    if (from == null || event.source !== from || event.origin !== this.#address?.origin) return;
    const message = readMessage<FromPage>(event.data, fromPage);
    if (message !== null) this.#hear(message);
  };

  /** The whole state, as one value: what was chosen inside, or set from here. A reload can be given it back. */
  get state(): EmbedState | null {
    return this.#state;
  }
  set state(state: EmbedState | null) {
    this.#wanted = state ?? { variables: {} };
    this.#say({ type: 'state', state: this.#wanted });
  }
  get theme(): EmbedTheme {
    const theme = this.getAttribute('theme');
    return theme === 'light' || theme === 'dark' ? theme : 'system';
  }
  set theme(theme: EmbedTheme) {
    this.setAttribute('theme', theme);
  }
  get language(): string | null {
    return this.getAttribute('language');
  }
  set language(language: string | null) {
    if (language === null) this.removeAttribute('language');
    else this.setAttribute('language', language);
  }
  /** Chooses a value; `undefined` is the dashboard's own. */
  setVariable(name: string, value: unknown): void {
    this.#say({ type: 'variable', name, value });
  }
  /** Chooses a time: `{last: '7d'}` or `{from, to}`; `undefined` is the dashboard's own. */
  setTime(time: unknown): void {
    this.#say({ type: 'time', time });
  }

  connectedCallback(): void {
    addEventListener('message', this.#listen);
    this.token ??= this.getAttribute('token');
    // What was said of a token once is no secret of the page for ever.
    this.removeAttribute('token');
    const state = this.getAttribute('state');
    try {
      if (state !== null) this.#wanted ??= JSON.parse(state) as EmbedState;
    } catch {
      this.#tell('error', { detail: 'state: not JSON' });
    }
    // What stood here for browsers without scripts.
    this.replaceChildren();
    if (getComputedStyle(this).display === 'inline') this.style.display = 'block';
    this.#load();
  }
  disconnectedCallback(): void {
    removeEventListener('message', this.#listen);
    this.#frame?.remove();
    this.#frame = null;
  }
  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (this.#frame === null || before === now) return;
    if (name === 'src' || name === 'share') this.#load();
    else if (name === 'height') this.#frame.style.height = this.#height();
    else this.#say({ type: 'look', look: this.#look() });
  }

  get #address(): URL | null {
    const share = this.getAttribute('share');
    const src = this.getAttribute('src') ?? (share && home ? `${home}/e/${share}` : null);
    const address = src === null || !URL.canParse(src, location.href) ? null : new URL(src, location.href);
    // Tokens are for the server that this script came from, whatever stands in a page that others write into.
    const known = home && URL.canParse(home) ? new URL(home).origin : undefined;
    return known !== undefined && address?.origin !== known ? null : address;
  }
  get #share(): string {
    const last = this.#address?.pathname.split('/').pop() ?? '';
    return /^shr_[0-9A-Za-z]+$/.test(last) ? last : '';
  }
  #height(): string {
    const height = Number(this.getAttribute('height') ?? HEIGHT);
    return `${height > 0 ? height : HEIGHT}px`;
  }
  #look(): EmbedLook {
    return {
      theme: this.theme,
      ...(this.language === null ? {} : { language: this.language }),
      bare: this.hasAttribute('bare'),
    };
  }

  #load(): void {
    this.#frame?.remove();
    this.#known = false;
    const address = this.#address;
    if (address === null || !/^https?:$/.test(address.protocol)) {
      this.#tell('error', { detail: 'src: no address' });
      return;
    }
    const frame = document.createElement('iframe');
    frame.referrerPolicy = 'no-referrer';
    frame.allow = 'fullscreen; clipboard-write';
    frame.title = this.title;
    frame.style.cssText = `display:block;width:100%;border:0;color-scheme:normal;height:${this.#height()}`;
    // Our page may do what it needs, and cannot take the page around it elsewhere.
    frame.setAttribute(
      'sandbox',
      'allow-scripts allow-same-origin allow-downloads allow-popups allow-popups-to-escape-sandbox',
    );
    frame.src = address.href;
    this.#frame = frame;
    this.#root.append(frame);
  }

  #say(message: ToPage): void {
    const address = this.#address;
    if (this.#known && address !== null)
      this.#frame?.contentWindow?.postMessage(marked(message), address.origin);
  }
  /** Tells the page around; false when it prevents what would follow. */
  #tell(name: string, detail: unknown): boolean {
    return this.dispatchEvent(
      new CustomEvent(name, { detail, bubbles: true, cancelable: name === 'select' }),
    );
  }

  async #give(answer: (token: string) => ToPage): Promise<void> {
    const frame = this.#frame;
    try {
      const [own, name] = [this.token, this.getAttribute('token-provider')];
      this.token = null;
      const provider = this.tokenProvider ?? (name === null ? null : named(name));
      const share = this.#share;
      const token = share === '' ? undefined : (own ?? (await provider?.(share)));
      if (frame === this.#frame) this.#say(token ? answer(token) : { type: 'none' });
    } catch (error) {
      this.#tell('error', { detail: String(error) });
      if (frame === this.#frame) this.#say({ type: 'none' });
    }
  }

  #hear(message: FromPage): void {
    const { type, ...detail } = message;
    switch (message.type) {
      case 'hello':
        this.#known = true;
        void this.#give((token) => ({
          type: 'open',
          token,
          fits: !this.hasAttribute('height'),
          look: this.#look(),
          state: this.#wanted ?? this.#state ?? undefined,
        }));
        return;
      case 'renew':
        void this.#give((token) => ({ type: 'token', token }));
        return;
      case 'resized':
        if (!this.hasAttribute('height') && this.#frame !== null)
          this.#frame.style.height = `${Math.min(Math.max(message.height, 40), 50_000)}px`;
        break;
      case 'ready':
        if (this.#frame !== null && this.title === '') this.#frame.title = message.title;
        this.#state = message.state;
        break;
      case 'filter':
        this.#state = message.state;
        this.#wanted = undefined;
        break;
      case 'select':
        this.#say({ type: 'selected', id: message.id, prevented: !this.#tell('select', message.point) });
        return;
    }
    this.#tell(type, detail);
  }
}

if (!customElements.get('vitrine-dashboard')) customElements.define('vitrine-dashboard', VitrineDashboard);
