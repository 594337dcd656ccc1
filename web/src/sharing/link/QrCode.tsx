/** A link as a QR code: on screen, as a file, and as a sheet of paper to hang up. Dark on light in both themes. */
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { saveFile } from '../../browser/save';
import { t } from '../../i18n/core';
import { slugOf } from '../../kit/slug';
import { Button } from '../../ui';
import { DARK, LIGHT, qrOf, qrPng, qrSvg, type QrSquares } from './qr';
import css from './QrCode.module.css';

export function QrCode({
  link,
  title,
  until,
  onTaken,
}: {
  link: string;
  title: string;
  /** When it ends, in words. */
  until: string;
  /** Saved or printed: it is not lost any more. */
  onTaken: () => void;
}) {
  const [squares, setSquares] = useState<QrSquares | null>(null);
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    let over = false;
    void qrOf(link).then((found) => {
      if (!over) setSquares(found);
    });
    return () => {
      over = true;
    };
  }, [link]);
  useEffect(() => {
    if (!printing) return undefined;
    const done = () => setPrinting(false);
    addEventListener('afterprint', done);
    print();
    return () => removeEventListener('afterprint', done);
  }, [printing]);
  if (squares === null) return <div className={css['wait']} aria-busy="true" />;
  const name = slugOf(title) || 'link';
  return (
    <div className={css['qr']}>
      <Squares squares={squares} label={t('sharing.qr_label', { title })} />
      <div className={css['acts']}>
        <Button
          size="s"
          icon="download"
          onClick={() => {
            saveFile(new Blob([qrSvg(squares, title)], { type: 'image/svg+xml' }), `${name}.svg`);
            onTaken();
          }}
        >
          {t('sharing.qr_svg')}
        </Button>
        <Button
          size="s"
          icon="download"
          onClick={() =>
            void qrPng(squares).then((file) => {
              if (file === null) return;
              saveFile(file, `${name}.png`);
              onTaken();
            })
          }
        >
          {t('sharing.qr_png')}
        </Button>
        <Button
          size="s"
          icon="file"
          onClick={() => {
            setPrinting(true);
            onTaken();
          }}
        >
          {t('sharing.qr_print')}
        </Button>
      </div>
      {printing &&
        createPortal(<Sheet squares={squares} link={link} title={title} until={until} />, document.body)}
    </div>
  );
}

function Squares({ squares: { size, path }, label }: { squares: QrSquares; label: string }) {
  return (
    <svg
      className={css['code']}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path fill={LIGHT} d={`M0 0h${size}v${size}h-${size}z`} />
      <path fill={DARK} d={path} />
    </svg>
  );
}

/** What hangs beside the screen. Drawn only while it is printed, and then alone. */
function Sheet({
  squares,
  link,
  title,
  until,
}: {
  squares: QrSquares;
  link: string;
  title: string;
  until: string;
}) {
  return (
    <section className={css['sheet']}>
      <h1>{title}</h1>
      <p className={css['scan']}>{t('sharing.qr_scan')}</p>
      <Squares squares={squares} label={t('sharing.qr_label', { title })} />
      <p className={css['address']}>{link}</p>
      <p>{until}</p>
    </section>
  );
}
