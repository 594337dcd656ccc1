/** The time range widget: the dashboard's own time control, put into the grid. */
import { readOptions } from '../spec';
import { useControls, type ViewProps } from '../view';
import { timeRangeSpec } from './spec';

export default function TimeRangeView({ options }: ViewProps) {
  return useControls()?.time(readOptions(timeRangeSpec, options).ranges) ?? null;
}
