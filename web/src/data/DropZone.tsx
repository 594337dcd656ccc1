/** A place to drop one file on, or to choose it; a real button inside for those who do not drag. */
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { t } from '../i18n';
import { Button, cx, Icon } from '../ui';
import { acceptedFiles } from './fileName';
import css from './DropZone.module.css';

export function DropZone({
  onFile,
  compact,
  children,
}: {
  onFile: (file: File) => void;
  compact?: boolean;
  children: ReactNode;
}) {
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <div
      className={cx(css['zone'], over && css['over'], compact && css['compact'])}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={onDrop}
    >
      <Icon name="upload" size={20} />
      <p>{children}</p>
      <Button onClick={() => chooser.current?.click()}>{t('data.upload.choose')}</Button>
      <input
        ref={chooser}
        className="visually-hidden"
        type="file"
        accept={acceptedFiles}
        aria-label={t('data.upload.choose')}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    </div>
  );
}
