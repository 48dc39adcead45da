/**
 * What: the hyper-parameters of schedules, surfaces, models, data and stages in Spanish, as `params.js` has those of optimizers.
 * Invariant: that of `params.js`.
 * Does not: translate choices; `options.js` does.
 */

/** Names and sentences. @type {Record<string, Record<string, Record<string, string | [name: string, doc: string]>>>} */
export const settings = {
  schedules: {
    all: {
      step_size: ["longitud del escalón", "los pasos entre dos caídas"],
      gamma: ["factor de decaimiento", "el factor de cada caída"],
      staircase: ["escalera", "cae de golpe en vez de poco a poco"],
      decay_rate: ["ritmo del decaimiento", "con qué rapidez cae"],
      end: ["tasa final", "la tasa al final"],
      power: ["potencia", "1 es una recta; más, cae antes al principio"],
      cycle: ["ciclo", "vuelve a empezar, cada vez desde más abajo"],
      end_factor: ["factor final", "la última tasa entre la tasa base"],
      t_max: ["medio periodo", "los pasos hasta bajar a eta_min"],
      eta_min: ["tasa mínima", "la tasa en el fondo"],
      after: ["después del fondo", "qué sigue al fondo"],
      t_0: ["primera ronda", "los pasos de la primera ronda"],
      t_mult: ["crecimiento de las rondas", "la longitud de una ronda entre la de la anterior"],
      m_mult: ["decaimiento de las cimas", "la altura de una ronda entre la de la anterior"],
      total_steps: ["pasos en total", "la longitud del ciclo"],
      pct_start: ["fracción de subida", "la fracción del ciclo que sube"],
      anneal_strategy: ["forma de la curva", "la forma entre los nudos"],
      div_factor: ["primer divisor", "la tasa entre la primera tasa"],
      final_div_factor: ["último divisor", "la primera tasa entre la última"],
      three_phase: ["tres fases", "vuelve a la primera tasa en la bajada"],
      cycle_momentum: ["ciclo del momentum", "mueve el momentum en sentido contrario"],
      base_momentum: ["momentum mínimo", "donde la tasa es máxima"],
      max_momentum: ["momentum máximo", "donde la tasa es mínima"],
      max_factor: ["cima", "la tasa máxima entre la tasa base"],
      step_size_up: ["pasos de subida", "los pasos de la subida"],
      step_size_down: ["pasos de bajada", "los pasos de la bajada; si faltan, los mismos"],
      d_model: ["ancho del modelo", "divide la tasa entre √(d·w); sin él, la tasa base es la cima"],
      boundaries: ["fronteras", "los pasos en los que cambia la tasa"],
      factors: ["factores", "la tasa entre la tasa base, tramo a tramo"],
      factor: ["factor", "el factor de cada reducción"],
      patience: ["paciencia", "cuántos valores sin mejora se dejan pasar"],
      threshold: ["umbral", "en cuánto tiene que mejorar un valor"],
      threshold_mode: ["modo del umbral", "qué mide el umbral"],
      cooldown: ["enfriamiento", "valores que no se cuentan tras una reducción"],
      min_lr: ["tasa mínima", "la tasa nunca baja de aquí"],
      eps: ["cambio mínimo", "una reducción menor no se hace"],
      then: ["sucesor", "qué sigue; si falta, constante"],
    },
    exponential: {
      gamma: ["factor de decaimiento", "el factor por cada decay_steps; si supera 1, crece"],
      decay_steps: ["pasos del decaimiento", "los pasos en los que el factor se aplica una vez"],
    },
    cyclic: {
      gamma: ["decaimiento de la altura", "el factor por paso, para exp_range"],
      mode: ["modo", "qué pasa con la altura"],
    },
    multistep: {
      milestones: ["hitos", "los pasos en los que cae la tasa"],
    },
    sequence: {
      milestones: ["hitos", "los pasos en los que empieza el siguiente programa"],
      schedules: ["programas", "uno más que milestones"],
    },
    inverse_time: {
      decay_steps: ["pasos del decaimiento", "la unidad de tiempo"],
    },
    polynomial: {
      decay_steps: ["pasos del decaimiento", "los pasos hasta el final"],
    },
    linear: {
      start_factor: ["factor inicial", "la primera tasa entre la tasa base"],
      steps: ["pasos", "los pasos desde el principio hasta el final"],
    },
    warmup: {
      start_factor: ["factor inicial", "la primera tasa entre la primera del sucesor"],
      steps: ["pasos de calentamiento", "los pasos hasta la primera tasa del sucesor"],
    },
    plateau: {
      mode: ["modo", "qué cuenta como mejor"],
    },
    inverse_sqrt: {
      warmup: ["calentamiento", "las actualizaciones hasta la tasa base"],
    },
    noam: {
      warmup: ["calentamiento", "las actualizaciones hasta la cima"],
    },
    product: {
      schedules: ["programas", "los factores"],
    },
  },
  schedule_libraries: {
    all: {
      k: ["ritmo del decaimiento", "con qué rapidez cae"],
      warmup: ["calentamiento", "las actualizaciones hasta la cima"],
      d_model: ["ancho del modelo", "sin él, la tasa base es la cima"],
      step_size: ["longitud del escalón", "los pasos entre dos caídas"],
      gamma: ["factor de decaimiento", "el factor de cada caída"],
      total_iters: ["pasos", "los pasos hasta el final del tramo"],
      start_factor: ["primer factor", "la primera tasa entre la tasa base"],
      end_factor: ["factor final", "la última tasa entre la tasa base"],
      power: ["potencia", "1 es una recta"],
      T_max: ["medio periodo", "los pasos hasta bajar a eta_min"],
      eta_min: ["tasa mínima", "la tasa en el fondo"],
      T_0: ["primera ronda", "los pasos de la primera ronda"],
      T_mult: ["crecimiento de las rondas", "la longitud de una ronda entre la anterior"],
      total_steps: ["pasos en total", "la longitud del ciclo"],
      epochs: ["épocas", "con steps_per_epoch en vez de total_steps"],
      steps_per_epoch: ["pasos por época", "con epochs en vez de total_steps"],
      pct_start: ["fracción de subida", "la fracción que sube"],
      anneal_strategy: ["forma de la curva", "la forma entre los nudos"],
      cycle_momentum: ["ciclo del momentum", "mueve el momentum en sentido contrario"],
      base_momentum: ["extremo del intervalo del momentum", "donde la tasa está en su otro extremo"],
      max_momentum: ["extremo del intervalo del momentum", "donde la tasa está en su otro extremo"],
      div_factor: ["primer divisor", "la tasa máxima entre la primera"],
      final_div_factor: ["último divisor", "una tasa entre la última"],
      three_phase: ["tres fases", "vuelve a la primera tasa antes del final"],
      base_lr: ["tasa mínima", "la tasa mínima; si falta, la del corredor"],
      step_size_up: ["pasos de subida", "los pasos de la subida"],
      step_size_down: ["pasos de bajada", "los pasos de la bajada; si faltan, los mismos"],
      patience: ["paciencia", "cuántos valores sin mejora se dejan pasar"],
      threshold: ["umbral", "en cuánto tiene que mejorar un valor"],
      threshold_mode: ["modo del umbral", "qué mide el umbral"],
      cooldown: ["enfriamiento", "valores que no se cuentan tras una reducción"],
      min_lr: ["tasa mínima", "la tasa nunca baja de aquí"],
      eps: ["cambio mínimo", "una reducción menor no se hace"],
      initial_learning_rate: ["tasa inicial", "la primera tasa; si falta, la del corredor"],
      decay_steps: ["pasos del decaimiento", "los pasos del decaimiento"],
      decay_rate: ["factor de decaimiento", "el factor por transition_steps"],
      staircase: ["escalera", "cae de golpe en vez de poco a poco"],
      end_learning_rate: ["tasa final", "la tasa al final"],
      cycle: ["ciclo", "vuelve a empezar, cada vez desde más abajo"],
      values: ["tasas", "la tasa de cada tramo"],
      alpha: ["suelo", "la tasa mínima entre la primera"],
      warmup_target: ["objetivo", "la tasa tras el calentamiento; si falta, ninguna"],
      warmup_steps: ["pasos de calentamiento", "los pasos hasta la cima"],
      first_decay_steps: ["primera ronda", "los pasos de la primera ronda"],
      t_mul: ["crecimiento de las rondas", "la longitud de una ronda entre la anterior"],
      m_mul: ["decaimiento de las cimas", "la altura de una ronda entre la anterior"],
      value: ["tasa", "la tasa; si falta, la del corredor"],
      init_value: ["primera tasa", "la primera tasa; la explica su módulo"],
      end_value: ["tasa final", "la tasa al final"],
      transition_steps: ["pasos", "los pasos de la transición"],
      transition_begin: ["comienzo", "pasos de espera antes de ella"],
      boundaries_and_scales: ["fronteras y escalas", "paso, factor, paso, factor, …; o {paso: factor}"],
      interpolate_type: ["forma de la curva", "la forma entre los nudos"],
      exponent: ["exponente", "la potencia del medio coseno"],
      peak_value: ["tasa máxima", "la tasa máxima; si falta, la del corredor"],
      pct_final: ["inicio de la última fase", "la parte anterior a la última fase"],
      cosine_kwargs: ["tramos", "argumentos de warmup_cosine_decay_schedule, un juego por tramo"],
      schedules: ["programas", "uno más que boundaries"],
      r: ["factor de decaimiento", "el factor de cada caída"],
      n: ["longitud del escalón", "los pasos entre dos caídas"],
    },
    "torch.LambdaLR.inverse_time": {
      k: ["ritmo del decaimiento", "="],
    },
    "torch.MultiplicativeLR": {
      factor: ["factor", "el factor por paso"],
    },
    "torch.ConstantLR": {
      factor: ["primer factor", "las primeras tasas entre la tasa base"],
      total_iters: ["pasos", "los pasos con el factor"],
    },
    "torch.ReduceLROnPlateau": {
      factor: ["factor", "el factor de cada reducción"],
      mode: ["modo", "qué cuenta como mejor"],
    },
    "torch.ExponentialLR": {
      gamma: ["factor de decaimiento", "el factor por paso"],
    },
    "torch.CyclicLR": {
      gamma: ["decaimiento de la altura", "el factor por paso, para exp_range"],
      max_lr: ["tasa máxima", "la tasa máxima"],
      mode: ["modo", "qué pasa con la altura"],
    },
    "torch.MultiStepLR": {
      milestones: ["hitos", "los pasos en los que cae la tasa"],
    },
    "torch.SequentialLR": {
      milestones: ["hitos", "los pasos en los que empieza el que sigue"],
      schedulers: ["programas", "uno más que milestones"],
    },
    "torch.OneCycleLR": {
      max_lr: ["tasa máxima", "la tasa máxima; si falta, la del corredor"],
      pct_start: ["fracción de subida", "la fracción del ciclo que sube"],
      final_div_factor: ["último divisor", "la primera tasa entre la última"],
    },
    "torch.ChainedScheduler": {
      schedulers: ["programas", "los factores"],
    },
    "optax.cosine_decay_schedule": {
      decay_steps: ["pasos del decaimiento", "los pasos hasta el final"],
    },
    "optax.warmup_cosine_decay_schedule": {
      decay_steps: ["pasos del decaimiento", "los pasos hasta el final"],
    },
    "keras.ExponentialDecay": {
      decay_rate: ["factor de decaimiento", "el factor por decay_steps"],
    },
    "keras.InverseTimeDecay": {
      decay_rate: ["ritmo del decaimiento", "con qué rapidez cae"],
    },
    "keras.PiecewiseConstantDecay": {
      boundaries: ["fronteras", "el último paso de cada tramo menos el final"],
    },
    "optax.join_schedules": {
      boundaries: ["fronteras", "los pasos en los que empieza el que sigue"],
    },
    "keras.CosineDecay": {
      warmup_steps: ["pasos de calentamiento", "los pasos hasta el objetivo"],
    },
    "optax.exponential_decay": {
      end_value: ["cota", "donde se detiene el decaimiento"],
    },
    "optax.warmup_exponential_decay_schedule": {
      end_value: ["cota", "donde se detiene el decaimiento"],
    },
  },
  surfaces: {
    all: {
      kappa: ["número de condición", "Cuánto más empinada es y que x; la mayor tasa estable del descenso simple es 2/κ"],
      tilt: ["inclinación", "Baja el pozo izquierdo si es positiva, el derecho si es negativa; con 0 son iguales"],
      c: ["ondulaciones", "La frecuencia angular de las ondulaciones; con 0 queda el embudo"],
      curvature: ["curvatura", "La segunda derivada; el descenso simple diverge con tasas mayores que 2/L"],
      left: ["cuenca izquierda", "A qué distancia a la izquierda de la cresta está su fondo"],
      right: ["cuenca derecha", "A qué distancia a la derecha de la cresta está su fondo"],
      slope: ["pendiente", "La derivada, en todas partes"],
    },
    rosenbrock: {
      a: ["lugar", "El mínimo está en (a, a²)"],
      b: ["pendiente de las paredes", "Cuán empinadas son las paredes del valle"],
    },
    ackley: {
      a: ["profundidad", "La profundidad del embudo"],
      b: ["estrechez", "Cuán estrecho es el embudo"],
    },
    rastrigin: {
      amplitude: ["amplitud", "La profundidad de los pozos; con 0 queda el cuenco"],
    },
    bumpy: {
      amplitude: ["amplitud", "La altura de los baches es 2A; con 0 queda la parábola"],
    },
  },
  models: {
    all: {
      bias: ["sesgo", "Si se aprende una constante junto con los pesos; las penalizaciones no la incluyen."],
      degree: ["grado", "La mayor potencia."],
      classes: ["clases", "Cuántas; si falta, tantas como tengan los datos."],
      activation: ["activación", "Qué hace una unidad oculta con su suma."],
      init: ["pesos iniciales", "Cómo se sortean los pesos; los sesgos empiezan en cero (X. Glorot y Y. Bengio, 2010; K. He et al., 2015)."],
      k: ["centros", "Cuántos."],
    },
  },
  data: {
    all: {
      n: ["muestras", "Cuántas muestras, para entrenar y probar juntas."],
      noise: ["ruido", "Cuánto se apartan las muestras de su lugar."],
      split: ["fracción de entrenamiento", "La fracción de las muestras con la que se entrena; con las demás se prueba."],
    },
    wilson: {
      n: ["muestras", "Cuántas muestras, para entrenar y probar juntas; hay 3 + 5n variables."],
    },
  },
  stages: {
    all: {
      std: ["desviación típica", "La desviación típica del ruido."],
      norm: ["norma máxima", "Reduce el gradiente entero a esta norma donde es más largo."],
      value: ["componente máximo", "Lleva cada componente al intervalo de −c a c."],
      form: ["promedio", "Qué se promedia y con qué peso."],
      start: ["inicio del promedio", "La actualización desde la que cuentan los iterados; hasta ella se muestra el iterado mismo."],
      decay: ["decaimiento del promedio", "La fracción del promedio anterior que se conserva en cada paso; para ema."],
      bias_correction: ["corrección de sesgo", "Empieza en cero y divide entre 1 − βⁿ, en vez de empezar en el primer iterado; para ema."],
    },
  },
};
