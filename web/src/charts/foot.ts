/** Sentences below a drawing: what it leaves out or puts together. Part of the picture, so that paper says it as well. Pure. */
import type { TitleComponentOption } from 'echarts';
import { type DrawContext, textWidth } from './context';

const PX = 11;
const LINE = 15;
/** Room at the end of the last line for the button "Show all", which only a screen has. */
export const BUTTON = 84;

/** The sentences as a part of an option, and the height they take from the bottom. */
export interface Foot {
  readonly titles: readonly TitleComponentOption[];
  readonly height: number;
}

/** Breaks a text into lines of this width at its spaces. */
export function lines(ctx: DrawContext, text: string, width: number): string[] {
  const made: string[] = [];
  for (const word of text.split(' ')) {
    const last = made[made.length - 1];
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || textWidth(ctx, longer, PX) > width) made.push(word);
    else made[made.length - 1] = longer;
  }
  return made;
}

/** Sentences at the foot; none where there is nothing to say. */
export function foot(
  ctx: DrawContext,
  font: string,
  sentences: readonly (string | undefined)[],
  button = false,
): Foot {
  const said = sentences.filter((one) => one !== undefined);
  if (said.length === 0) return { titles: [], height: 0 };
  const width = ctx.size.width - (button && ctx.still !== true ? BUTTON : 4);
  const text = said.flatMap((one) => lines(ctx, one, width));
  const height = Math.max(text.length * LINE, button && ctx.still !== true ? 22 : 0) + 4;
  return {
    height,
    titles: [
      {
        text: text.join('\n'),
        left: 0,
        bottom: 0,
        padding: 0,
        textStyle: {
          fontFamily: font,
          fontSize: PX,
          fontWeight: 400,
          lineHeight: LINE,
          color: ctx.theme.text3,
        },
      },
    ],
  };
}
