/** The drop-down widget: the dashboard's own control of one variable, put into the grid. */
import { t } from '../../i18n/core';
import { readOptions } from '../spec';
import { useControls, type ViewProps } from '../view';
import { dropdownSpec } from './spec';

export default function DropdownView({ options }: ViewProps) {
  const controls = useControls();
  const { variable, label } = readOptions(dropdownSpec, options);
  return controls?.variable(variable, label) ?? <p>{t('charts.noVariable', { name: variable })}</p>;
}
