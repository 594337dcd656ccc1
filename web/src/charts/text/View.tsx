/** The text widget in the browser: the block model as elements; no markup is ever interpreted. */
import { Fragment, type ReactNode, useMemo } from 'react';
import { readOptions } from '../spec';
import type { ViewProps } from '../view';
import { type Block, type Run, textLayout } from './layout';
import { textSpec } from './spec';
import css from './text.module.css';

export default function TextView({ options }: ViewProps) {
  const layout = useMemo(() => textLayout(readOptions(textSpec, options)), [options]);
  return <div className={`${css['text']} ${css[layout.align]}`}>{layout.blocks.map(block)}</div>;
}

function runs(list: readonly Run[]): ReactNode {
  return list.map((run, i) => <Fragment key={i}>{one(run)}</Fragment>);
}

function one(run: Run): ReactNode {
  if (run.br) return <br />;
  let node: ReactNode = run.text;
  if (run.code) node = <code>{node}</code>;
  if (run.strike) node = <del>{node}</del>;
  if (run.em) node = <em>{node}</em>;
  if (run.strong) node = <strong>{node}</strong>;
  if (run.href === undefined) return node;
  return (
    <a href={run.href} target={run.href.startsWith('http') ? '_blank' : undefined} rel="noopener noreferrer">
      {node}
    </a>
  );
}

function block(b: Block, key: number): ReactNode {
  switch (b.type) {
    case 'heading':
      // The page has its title and each widget one: the text's own headings come below them.
      return b.level <= 1 ? (
        <h3 key={key}>{runs(b.runs)}</h3>
      ) : b.level === 2 ? (
        <h4 key={key}>{runs(b.runs)}</h4>
      ) : (
        <h5 key={key}>{runs(b.runs)}</h5>
      );
    case 'paragraph':
      return <p key={key}>{runs(b.runs)}</p>;
    case 'rule':
      return <hr key={key} />;
    case 'code':
      return <pre key={key}>{b.text}</pre>;
    case 'quote':
      return <blockquote key={key}>{b.blocks.map(block)}</blockquote>;
    case 'list': {
      const items = b.items.map((item, i) => (
        <li key={i}>
          {item.length === 1 && item[0]?.type === 'paragraph' ? runs(item[0].runs) : item.map(block)}
        </li>
      ));
      return b.ordered ? (
        <ol key={key} start={b.start}>
          {items}
        </ol>
      ) : (
        <ul key={key}>{items}</ul>
      );
    }
    case 'table':
      return (
        <table key={key}>
          <thead>
            <tr>
              {b.head.map((cell, i) => (
                <th key={i}>{runs(cell)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {b.rows.map((row, r) => (
              <tr key={r}>
                {row.map((cell, i) => (
                  <td key={i}>{runs(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}
