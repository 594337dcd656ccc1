/** The texts only the app needs, as one file to load. */
import data from '../data.en.json';
import editor from '../editor.en.json';
import home from '../home.en.json';
import share from '../share.en.json';
import shares from '../shares.en.json';
import tokens from '../tokens.en.json';

export default { data, editor, home, share, shares, tokens };
