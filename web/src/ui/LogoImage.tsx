/** A logo in a head: as high as that, and as wide as it is itself, so that nothing moves when it comes. */
import css from './LogoImage.module.css';

export function LogoImage(logo: { src: string; name: string; width: number; height: number }) {
  return (
    <img className={css['logo']} src={logo.src} alt={logo.name} width={logo.width} height={logo.height} />
  );
}
