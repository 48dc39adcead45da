/**
 * What: `help.js` in Spanish.
 * Invariant: its shape, key by key.
 */

import { words } from "./en.js";

/** @type {typeof import("../help.js").helpWords} */
export const helpWords = {
  title: "Teclas y gestos",
  keys: [
    [words.transport.space, "reproducir o pausar"],
    [".", "un paso"],
    [",", "un paso atrás"],
    [words.transport.home, "al inicio"],
    [words.transport.last, "al final"],
    ["[ ]", "más lento, más rápido"],
    ["1 – 9", "elegir un corredor"],
    ["F", "los ajustes cambian desde aquí, o toda la carrera"],
    ["+ −", "ampliar el paisaje"],
    ["0", "mostrar todo el paisaje"],
    ["V", "el paisaje en relieve o plano"],
    ["Ctrl Z", "deshacer un ajuste"],
    [words.header.redoKeys, "rehacer"],
    ["← →", "de pestaña en pestaña"],
    ["?", "esta hoja"],
  ],
  gestures: [
    ["Inicio", "Arrastra el anillo, haz doble clic donde quieras, o enfócalo y usa las flechas (Mayús: diez veces más)."],
    ["Paisaje", "Arrastra para mover, rueda o pellizco para ampliar, señala para ver valor y gradiente."],
    ["Deslizadores", "Las flechas van al siguiente valor redondo, con Mayús diez; doble clic restablece. Los campos aceptan 3e-4 y 1/3; vaciado, un campo se restablece."],
  ],
  conventionsTitle: "Convenciones",
  conventions: [
    "x tras t actualizaciones se muestra en el paso t; el paso 0 es el inicio. La tasa en el paso t es la de la actualización siguiente.",
    "Un rastro fuera de la ventana no se recorta: una flecha en el borde indica dónde está el corredor.",
    "✕ mínimo, ◇ punto de silla, △ máximo, anillo: inicio. ✕ en negrita: el más bajo. Si son muchos, los del centro.",
    "La dirección guarda toda la carrera. El mismo enlace da los mismos bits en todo navegador y en la línea de órdenes.",
  ],
  about: (version, backend) => `Motor ${version}, ${backend}.`,
};
