/** Sites as they are typed: one form for each, and nothing that is none. */
import { expect, it } from 'vitest';
import { badSite, siteOf, sitesOf } from './sites';

it('knows a site by its origin', () => {
  expect(siteOf(' HTTPS://Intranet.Example:443/ ')).toBe('https://intranet.example');
  expect(siteOf('http://localhost:3000')).toBe('http://localhost:3000');
  expect(sitesOf('https://b.example\n\nhttps://a.example\nhttps://b.example/')).toEqual([
    'https://a.example',
    'https://b.example',
  ]);
});

it('takes nothing else for one', () => {
  for (const text of [
    'intranet.example',
    'http://intranet.example',
    'https://a.example/path',
    'https://a.example?x=1',
    'https://me@a.example',
    'https://*.example',
    'https://a.example;script-src',
    'javascript:alert(1)',
    'https://[::1]',
  ])
    expect(siteOf(text), text).toBeNull();
  expect(badSite('https://a.example\nhere')).toBe('here');
  expect(badSite('')).toBeUndefined();
});
