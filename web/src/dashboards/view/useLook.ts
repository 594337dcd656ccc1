/** How all widgets of a dashboard look: theme, locale, zone, and one colour for each label in the document's order. */
import { useMemo, useState, useEffect } from 'react';
import type { DashboardDocument, TimeRange } from '../../api/types';
import type { Period } from '../../charts/context';
import { claimsColours, labelsOf } from '../../charts/labels';
import { assignColours, themeOf } from '../../charts/palette';
import { momentOf } from '../../charts/time';
import type { Look } from '../../charts/view';
import { locale as ownLocale } from '../../i18n/core';
import { useDark } from '../../ui/theme';
import { spanSeconds } from '../../document/range';
import { asks } from './reads';
import type { AllData } from './useData';
import { zoneOf } from '../../document/zone';

const NO_COLOURS = assignColours([]);

/** Longest that a chart waits for the labels of the widgets before it. */
const PATIENCE = 1200;

/** A range as two moments, now if it reaches until now. */
function periodOf(time: TimeRange | undefined): Period | undefined {
  if (time === undefined) return undefined;
  if ('last' in time) {
    const to = Date.now();
    return { from: to - (spanSeconds(time.last) ?? 0) * 1000, to };
  }
  const [from, to] = [momentOf(time.from), momentOf(time.to)];
  return from === null || to === null ? undefined : { from, to };
}

export interface DashboardLook {
  readonly look: Look;
  /**
   * May this widget be drawn already? Colours are given out in the document's order, so a chart waits a moment for those
   * before it rather than change its colours under the reader's eyes.
   */
  readonly settled: (widget: string) => boolean;
}

export function useLook(document: DashboardDocument, data: AllData, time?: TimeRange): DashboardLook {
  const dark = useDark();
  const locale = ownLocale();
  const timeZone = useMemo(() => zoneOf(document), [document]);
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  const labels = useMemo(
    () =>
      document.widgets.flatMap((w) => {
        const answer = data.get(w.id)?.answer;
        return answer === undefined ? [] : labelsOf(w.kind, w.options, answer, timeZone, locale);
      }),
    [document, data, timeZone, locale],
  );
  const labelKey = JSON.stringify([...new Set(labels)]);
  const colours = useMemo(
    () => (labelKey === '[]' ? NO_COLOURS : assignColours(JSON.parse(labelKey) as string[])),
    [labelKey],
  );
  const look = useMemo(
    () => ({ theme: themeOf(dark ? 'dark' : 'light'), locale, timeZone, colours, period: periodOf(time) }),
    [dark, locale, timeZone, colours, time],
  );

  const waiting = useMemo(() => {
    const late = new Set<string>();
    let open = false;
    for (const w of document.widgets) {
      if (!claimsColours(w.kind) || !asks(w)) continue;
      if (open) late.add(w.id);
      const one = data.get(w.id);
      if (one === undefined || (one.answer === undefined && one.error === undefined)) open = true;
    }
    return late;
  }, [document, data]);
  return { look, settled: (id) => !patient || !waiting.has(id) };
}
