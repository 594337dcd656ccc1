/** The small set of line icons, drawn on a 16-unit grid with the text's colour. Decorative: labels stand beside. */
const paths = {
  alert: 'M8 2.2 14.4 13.4H1.6L8 2.2ZM8 6.5v3.2M8 11.6v.1',
  arrowLeft: 'M13 8H3.5M7.5 3.5 3 8l4.5 4.5',
  arrowRight: 'M3 8h9.5M8.5 3.5 13 8l-4.5 4.5',
  bell: 'M4 11.2V7a4 4 0 0 1 8 0v4.2l1 1.3H3l1-1.3ZM6.8 14.2h2.4',
  chart: 'M2.5 13.5h11M4.5 11V7.5M8 11V3.5M11.5 11V6',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  chevronDown: 'm4 6.2 4 4 4-4',
  chevronRight: 'm6.2 4 4 4-4 4',
  chevronUp: 'm4 9.8 4-4 4 4',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.8V8l2.2 1.6',
  copy: 'M5.5 5.5h7.5v8H5.5zM10.5 5.5v-3H3v8h2.5',
  database:
    'M3 4c0-1.1 2.2-2 5-2s5 .9 5 2-2.2 2-5 2-5-.9-5-2ZM3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2',
  download: 'M8 2.5v7.8M4.8 7.3 8 10.5l3.2-3.2M2.8 13.5h10.4',
  edit: 'M10.8 2.7 13.3 5.2 5.5 13H3v-2.5l7.8-7.8ZM9.2 4.3l2.5 2.5',
  external: 'M9.5 2.5h4v4M13.2 2.8 7.5 8.5M11.5 9v4.5h-9v-9H7',
  eye: 'M1.5 8S3.8 3.6 8 3.6 14.5 8 14.5 8 12.2 12.4 8 12.4 1.5 8 1.5 8ZM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z',
  eyeOff:
    'M2.5 2.5l11 11M6.3 3.9A6 6 0 0 1 8 3.6c4.2 0 6.5 4.4 6.5 4.4a10 10 0 0 1-1.9 2.4M4 5.2A10 10 0 0 0 1.5 8S3.8 12.4 8 12.4c.9 0 1.7-.2 2.4-.5',
  file: 'M4 2h5l3.5 3.5V14H4zM9 2v3.5h3.5',
  filter: 'M2 3.5h12L9.5 8.7v4.1l-3 1V8.7L2 3.5Z',
  folder: 'M2 4h4l1.5 1.8H14V13H2z',
  fullscreen: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  globe:
    'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM2 8h12M8 2c1.8 1.7 2.6 3.7 2.6 6S9.8 12.3 8 14M8 2C6.2 3.7 5.4 5.7 5.4 8s.8 4.3 2.6 6',
  grid: 'M2.5 2.5h4.5v4.5h-4.5zM9 2.5h4.5v4.5h-4.5zM2.5 9h4.5v4.5h-4.5zM9 9h4.5v4.5h-4.5z',
  group:
    'M5.8 7.6a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6ZM1.5 13c.3-2.3 2-3.6 4.3-3.6s4 1.3 4.3 3.6M10.5 3.2a2.2 2.2 0 0 1 0 4.2M11.8 9.7c1.5.5 2.5 1.6 2.7 3.3',
  help: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM6.3 6.3c.1-1 .8-1.6 1.8-1.6s1.7.6 1.7 1.5c0 1.3-1.8 1.4-1.8 2.7M8 11v.1',
  home: 'M2.5 7.2 8 2.5l5.5 4.7v6.3H9.8v-4H6.2v4H2.5z',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.3v3.7M8 5v.1',
  code: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5M9 3 7 13',
  key: 'M5.5 10.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8.3 8.3h5.7v2.2M11.5 8.3v1.7',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.8.2l2-2a2.7 2.7 0 0 0-3.8-3.8l-.9.9M9.2 6.8a2.6 2.6 0 0 0-3.8-.2l-2 2a2.7 2.7 0 0 0 3.8 3.8l.9-.9',
  lock: 'M3.5 7.2h9v6.3h-9zM5.3 7.2V5a2.7 2.7 0 0 1 5.4 0v2.2',
  mail: 'M2 3.5h12v9H2zM2.3 4l5.7 4.7L13.7 4',
  menu: 'M2.5 4.2h11M2.5 8h11M2.5 11.8h11',
  minus: 'M3.5 8h9',
  moon: 'M13.5 9.4A5.8 5.8 0 0 1 6.6 2.5a5.8 5.8 0 1 0 6.9 6.9Z',
  more: 'M3.4 8h.1M8 8h.1M12.6 8h.1',
  pause: 'M5.3 3v10M10.7 3v10',
  play: 'M4.5 2.8v10.4L13 8 4.5 2.8Z',
  plus: 'M8 3v10M3 8h10',
  redo: 'M13 6.5H6.5a3.5 3.5 0 0 0 0 7H9M13 6.5 9.8 3.3M13 6.5 9.8 9.7',
  refresh:
    'M13.3 6.5A5.6 5.6 0 0 0 3.5 4.7L2.3 6.2M2.3 2.8v3.4h3.4M2.7 9.5a5.6 5.6 0 0 0 9.8 1.8l1.2-1.5M13.7 13.2V9.8h-3.4',
  rotate: 'M13.5 8a5.5 5.5 0 1 1-1.8-4.1M13.5 2v3h-3',
  search: 'M7 11.8a4.8 4.8 0 1 0 0-9.6 4.8 4.8 0 0 0 0 9.6ZM10.5 10.5l3.5 3.5',
  settings:
    'M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM8 1.8v1.7M8 12.5v1.7M14.2 8h-1.7M3.5 8H1.8M12.4 3.6l-1.2 1.2M4.8 11.2l-1.2 1.2M12.4 12.4l-1.2-1.2M4.8 4.8 3.6 3.6',
  share:
    'M11.8 5.5a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8ZM4.2 9.9a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8ZM11.8 14.3a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8ZM5.9 7.1l4.2-2.5M5.9 8.9l4.2 2.5',
  signOut: 'M6.5 2.5h-4v11h4M6 8h8M11 5l3 3-3 3',
  star: 'm8 2 1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5L8 2Z',
  stop: 'M4 4h8v8H4z',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1.5v1.2M8 13.3v1.2M14.5 8h-1.2M2.7 8H1.5M12.6 3.4l-.9.9M4.3 11.7l-.9.9M12.6 12.6l-.9-.9M4.3 4.3l-.9-.9',
  system: 'M2 3h12v8H2zM6 13.5h4M8 11v2.5',
  table: 'M2 3h12v10H2zM2 6.5h12M2 9.8h12M6.5 6.5V13',
  tag: 'M2.5 2.5h5.2l6 6-5.2 5.2-6-6zM5.3 5.3v.1',
  text: 'M3 3.5h10M8 3.5v9.5M6 13h4',
  trash: 'M2.5 4.2h11M6 4.2V2.5h4v1.7M4 4.2l.6 9.3h6.8l.6-9.3M6.7 7v4M9.3 7v4',
  undo: 'M3 6.5h6.5a3.5 3.5 0 0 1 0 7H7M3 6.5l3.2-3.2M3 6.5l3.2 3.2',
  upload: 'M8 10.5V2.7M4.8 5.7 8 2.5l3.2 3.2M2.8 13.5h10.4',
  user: 'M8 8a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 8 8ZM2.8 14c.4-2.7 2.4-4.2 5.2-4.2s4.8 1.5 5.2 4.2',
  workspace: 'M3 13.5v-11h6v11M9 6h4v7.5M1.5 13.5h13M5 5h2M5 7.7h2M5 10.4h2',
  x: 'm4 4 8 8M12 4l-8 8',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16, className }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.2 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
