/** The texts only the app needs, as one file to load. */
import data from '../data.de.json';
import editor from '../editor.de.json';
import home from '../home.de.json';
import share from '../share.de.json';
import shares from '../shares.de.json';
import tokens from '../tokens.de.json';

export default { data, editor, home, share, shares, tokens };
