/**
 * What: the choices of hyper-parameters in Spanish: what each means, by table, row, key and choice.
 * Invariant: as in `params.js`; a choice that is a formula alone has no entry. What choices are called stands in `choices.js`.
 */

/** What a choice means. @type {Record<string, Record<string, Record<string, Record<string, string>>>>} */
export const options = {
  optimizers: {
    all: {
      decay: { coupled: "λθ se suma al gradiente y pasa por los momentos (L2)", decoupled: "θ se encoge por el factor 1 − ηλ antes de la actualización (AdamW)" },
      base: { adamw: "escalados por el segundo momento", sgd: "el gradiente mismo en lugar de g/(√v̂ + ε)" },
      shows: { x: "el promedio, que es lo que el método devuelve", y: "donde se toman los gradientes (Keras, Optax)" },
      decays: { z: "el punto de los pasos, en λy (el artículo, Optax)", y: "y misma, según su propio tamaño (Keras)" },
      amsgrad_max: { uncorrected: "el segundo momento antes de corregirlo (PyTorch, Keras)", corrected: "el segundo momento después de corregirlo (Optax)" },
      scale: { tall: "√max(1, filas/columnas) (PyTorch, los autores)", wide: "√max(1, columnas/filas) (Optax)", rms: "rms_rate·√max(filas, columnas) (Keras, match_rms_adamw de PyTorch)", none: "1 (Keras sin rms_rate)" },
      init: { heuristic: "r empieza en α(1 + ‖θ₀‖)", distance: "r empieza en ese valor", learning_rate: "el primer paso tiene ese valor como tasa" },
      line_search: { strong_wolfe: "búsqueda de las condiciones fuertes de Wolfe, a partir de η", none: "siempre un paso de η (lo que hace PyTorch si no se dice nada)" },
      mode: { pure: "H⁻¹: hacia el punto estacionario que tenga el modelo", pinv: "H⁺: solo por direcciones con curvatura", abs: "|H|⁻¹: lejos de los puntos de silla" },
    },
    nesterov: {
      form: { lookahead: "gradiente en W + βΔW", applied: "gradiente en W: m = βm + g, W = W − η(g + βm) (PyTorch, Optax)", applied_inside: "gradiente en W: m = βm − ηg, W = W + βm − ηg (Keras)" },
    },
    adafactor: {
      form: { added: "se suma a g²; decaimiento desacoplado antes de RMS(θ) (el artículo, Keras, Optax)", floor: "V se mantiene por encima de ε₁²; decaimiento desacoplado después de RMS(θ) (PyTorch)" },
    },
    muon: {
      form: { sum: "M = μM + G, U = μM + G (Keras, los autores)", corrected_ema: "como ema, pero U divide M entre 1 − μᵗ⁺¹ y G entre 1 − μᵗ, o solo M entre 1 − μᵗ (Optax)" },
    },
    cg: {
      form: { polak_ribiere: "max(0, ⟨g, y⟩/⟨g_prev, g_prev⟩), que se reinicia por sí sola" },
    },
    adagrad: {
      eps_placement: { inside: "√(G + ε) (Keras, Optax, clases)" },
    },
    rmsprop: {
      eps_placement: { inside: "√(v + ε) (Keras, Optax, clases)" },
    },
  },
  libraries: {
    all: {
      line_search_fn: { none: "siempre un paso de lr", strong_wolfe: "condiciones fuertes de Wolfe" },
      adjust_lr_fn: { original: "√max(1, filas/columnas)", match_rms_adamw: "0.2·√max(filas, columnas)" },
      variant: { sps: "la brecha tal como es", "sps+": "sin brecha menor que 0" },
      init_step: { heuristic: "relativo a 1 + ‖θ₀‖", distance: "una distancia", learning_rate: "una tasa" },
    },
  },
  schedules: {
    all: {
      after: { rise: "otra vez hacia arriba, con periodo 2T, como PyTorch", hold: "se queda, como Keras y Optax" },
      anneal_strategy: { cos: "medios cosenos", linear: "rectas" },
      threshold_mode: { rel: "una fracción del mejor valor", abs: "el umbral mismo" },
    },
    cyclic: {
      mode: { triangular: "la misma altura en cada ciclo", triangular2: "la mitad de altura con cada ciclo", exp_range: "la altura por γᵗ" },
    },
    plateau: {
      mode: { min: "menor es mejor", max: "mayor es mejor" },
    },
  },
  schedule_libraries: {
    all: {
      anneal_strategy: { cos: "medios cosenos", linear: "rectas" },
      threshold_mode: { rel: "una fracción del mejor valor", abs: "el umbral mismo" },
      interpolate_type: { linear: "rectas", cosine: "medios cosenos" },
    },
    "torch.CyclicLR": {
      mode: { triangular: "la misma altura en cada ciclo", triangular2: "la mitad de altura con cada ciclo", exp_range: "la altura por γᵗ" },
    },
    "torch.ReduceLROnPlateau": {
      mode: { min: "menor es mejor", max: "mayor es mejor" },
    },
  },
  models: {
    all: {
      activation: { leaky_relu: "z, o 0,01·z por debajo de 0", gelu_tanh: "z·Φ(z), con tanh en lugar de Φ" },
      init: { glorot_uniform: "uniforme, varianza 2/(entradas + salidas)", glorot_normal: "normal, varianza 2/(entradas + salidas)", he_uniform: "uniforme, varianza 2/entradas", he_normal: "normal, varianza 2/entradas", lecun_uniform: "uniforme, varianza 1/entradas", lecun_normal: "normal, varianza 1/entradas", zeros: "todos cero: las unidades de una capa no se distinguen" },
    },
  },
  stages: {
    all: {
      form: { polyak: "la media de todos los iterados tras el inicio", ema: "la media móvil exponencial: los últimos iterados pesan más" },
    },
  },
};
