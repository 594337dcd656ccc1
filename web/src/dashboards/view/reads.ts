/**
 * What a widget's answer depends on: variables and the time range. Readers are told (`reads`); who may save has the
 * question itself, and it is looked for there. Predicates are opaque here but for `{"var"}` and `{"time"}`.
 */
import type { Widget } from '../../api/types';
import { kindOf } from '../../charts';
import type { DashState } from '../../document/state';

export interface Reads {
  readonly variables: readonly string[];
  readonly time: boolean;
}

function look(node: unknown, found: { variables: Set<string>; time: boolean }): void {
  if (Array.isArray(node)) {
    for (const one of node) look(one, found);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'var' && typeof value === 'string') found.variables.add(value);
    else if (key === 'time' && typeof value === 'string') found.time = true;
    else if (key === 'sql' && typeof value === 'string') {
      for (const m of value.matchAll(/\$([a-z_][a-z0-9_]*)/gi)) found.variables.add(m[1] ?? '');
      found.time ||= /\$(from|to)\b/i.test(value);
    } else look(value, found);
  }
}

/** What this widget reads. */
export function readsOf(widget: Widget): Reads {
  if (widget.reads !== undefined) return widget.reads;
  const found = { variables: new Set<string>(), time: false };
  look(widget.question, found);
  return { variables: [...found.variables].sort(), time: found.time };
}

/** Does this widget ask for data? */
export function asks(widget: Widget): boolean {
  return kindOf(widget.kind)?.asks === true;
}

/** Is its answer pushed by the server? */
export function isLive(widget: Widget): boolean {
  return asks(widget) && widget.refresh !== undefined && widget.refresh !== 'manual';
}

/** A text that changes when, and only when, what these widgets read changes. */
export function readKey(widgets: readonly Widget[], state: DashState): string {
  const names = new Set<string>();
  let time = false;
  for (const widget of widgets) {
    const reads = readsOf(widget);
    for (const name of reads.variables) names.add(name);
    time ||= reads.time;
  }
  const chosen = [...names].sort().map((name) => [name, state.variables[name] ?? null]);
  return JSON.stringify([chosen, time ? (state.time ?? null) : null]);
}
