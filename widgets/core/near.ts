interface Approachable extends Element {
  near: boolean;
}

let observer: IntersectionObserver | undefined;

/** Tells elements when they are in the viewport, or a short scroll away from it. Made when first asked for, as a server has none. */
export function approaches(): IntersectionObserver {
  return (observer ??= new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) (target as Approachable).near = true;
    },
    { rootMargin: '300px' },
  ));
}
