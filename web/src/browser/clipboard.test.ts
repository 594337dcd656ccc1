/** Copying with the clipboard, without it, and where even the old way is refused. */
import { afterEach, expect, it, vi } from 'vitest';
import { copyText, selectText } from './clipboard';

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

/** A browser that copies what is selected, as over plain http. */
function oldWay(allowed: boolean): string[] {
  const copied: string[] = [];
  vi.stubGlobal('navigator', {});
  document.execCommand = () => {
    const event = new Event('copy', { bubbles: true, cancelable: true });
    const data = { setData: (_: string, text: string) => copied.push(text) };
    Object.defineProperty(event, 'clipboardData', { value: data });
    if (allowed) document.activeElement?.dispatchEvent(event);
    return allowed;
  };
  return copied;
}

it('uses the clipboard where there is one', async () => {
  const writeText = vi.fn(() => Promise.resolve());
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  expect(await copyText('a link')).toBe(true);
  expect(writeText).toHaveBeenCalledWith('a link');
});

it('copies over plain http, leaves nothing behind and gives the focus back', async () => {
  document.body.innerHTML = '<div role="dialog"><button>Copy</button></div>';
  const button = document.querySelector('button');
  button?.focus();
  const copied = oldWay(true);
  expect(await copyText('a link')).toBe(true);
  expect(copied).toEqual(['a link']);
  expect(document.querySelector('textarea')).toBeNull();
  expect(document.activeElement).toBe(button);
});

it('says when the browser refuses, and can select the text instead', async () => {
  oldWay(false);
  expect(await copyText('a link')).toBe(false);
  const field = document.createElement('input');
  field.value = 'a link';
  document.body.append(field);
  selectText(field);
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, 6]);
});
