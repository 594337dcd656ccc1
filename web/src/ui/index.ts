/** The kit: import parts from here inside the app. Reader pages import single files, to stay light. */
export { Avatar, Badge, EmptyState, Notice, Progress, Skeleton, StateMark, type Tone } from './Bits';
export { Button, buttonClass, IconButton, type ButtonProps, type IconButtonProps } from './Button';
export { CopyField } from './CopyField';
export { cx } from './cx';
export { ConfirmDialog, Dialog } from './Dialog';
export {
  Checkbox,
  Field,
  Input,
  SearchInput,
  Select,
  TextArea,
  type ControlProps,
  type Option,
} from './Field';
export { Buttons, Fieldset, Form, Pair, Stack } from './Form';
export { Icon, type IconName } from './Icon';
export { Menu, MenuItem, MenuLabel, MenuRadio, MenuSeparator } from './Menu';
export { Popover } from './Popover';
export { Switch } from './Switch';
export { ActionCell, Table, Td, Th } from './Table';
export { TabPanel, Tabs, type TabItem } from './Tabs';
export { setTheme, useDark, useTheme, type Theme } from './theme';
export { ToastProvider, useToast, type ToastMessage } from './Toast';
export { Tooltip } from './Tooltip';
export { TooltipProvider } from './TooltipFloat';
export { useSettled } from './useSettled';
export { useWhenFresh } from './useWhenFresh';
export { Badges, Quiet, Second, Who } from './Words';
