//! The JSON Schema of the run specification (draft 2020-12), for editors and for whoever writes documents by program.
//!
//! Made from the catalogue: names, defaults, ranges and limits are its own. Invariant: what the core accepts is valid. What concerns
//! several keys at once (a start's length, layers that fit the data) only the core says, and of a library's spelling only that it is
//! one, since libraries take some arguments in several shapes. `null` stands for a key that is not there.

use descent::catalog;
use serde_json::{Map, Value as Json, json};

/// The schema.
pub(crate) fn schema() -> Json {
    let catalog = serde_json::to_value(catalog::to_value()).unwrap_or_default();
    let limits = &catalog["limits"];
    let schedules = named(&["schedules"], &["schedule_libraries"], &catalog);
    let step = json!({"type": "integer", "minimum": 0, "maximum": limits["steps"]});
    let edit = object(
        "A change of one racer in the middle of the run; batches alone hold from its start on.",
        &["step", "racer", "path"],
        [
            ("step", told(step.clone(), "The update from which on it holds.")),
            ("racer", json!({"type": "integer", "minimum": 0, "description": "Its place in racers, from 0."})),
            ("path", json!({"type": "string", "description": "Such as optimizer.lr."})),
            ("value", json!({"description": "The new value; null takes the key away."})),
        ],
    );
    let stop = object(
        "When a racer stops before its budget. Divergence always stops it.",
        &[],
        [
            (
                "grad_norm",
                json!({"type": "number", "minimum": 0, "description": "Converged when ‖∇f‖ is at most this."}),
            ),
            ("value", json!({"type": "number", "description": "Converged when f is at most this."})),
            (
                "unchanged",
                json!({"type": "integer", "minimum": 1, "description": "Stalled after so many updates in a row that changed no bit of any parameter; without it nothing stalls."}),
            ),
        ],
    );
    let mut all = object(
        "One document says everything about a run; the same document gives the same bits everywhere.",
        &["problem"],
        [
            ("version", json!({"const": 1})),
            (
                "precision",
                json!({"enum": catalog["precisions"], "description": "Arithmetic of parameters, gradients and state."}),
            ),
            (
                "seed",
                json!({"type": "integer", "minimum": 0, "maximum": u32::MAX, "default": 0,
                    "description": "Of everything that is drawn at random: noise, initial weights, batches, data."}),
            ),
            ("problem", problem(&catalog)),
            (
                "start",
                told(
                    list(json!({"type": "number"}), limits["parameters"].clone()),
                    "The parameters before the first update; the problem’s own where it is left out.",
                ),
            ),
            (
                "steps",
                told(
                    with(step, "default", limits["steps_default"].clone()),
                    "The budget: how many updates a racer makes at most.",
                ),
            ),
            ("stop", stop),
            (
                "racers",
                told(
                    list(json!({"$ref": "#/$defs/racer"}), limits["racers"].clone()),
                    "Optimizers that start at the same place and see the same noise.",
                ),
            ),
            (
                "edits",
                told(
                    list(edit, limits["edits"].clone()),
                    "Changes in the middle of the run: forks, which a link replays.",
                ),
            ),
        ],
    );
    all["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    all["title"] = json!("A run of Descent");
    all["$defs"] = json!({
        "optimizer": named(&["optimizers"], &["libraries"], &catalog),
        "schedule": schedules,
        "batch": batch(&catalog),
        "racer": racer(&catalog),
    });
    all
}

/// `schema` with one key more.
fn with(mut schema: Json, key: &str, value: Json) -> Json {
    schema[key] = value;
    schema
}

/// The same with a sentence on it.
fn told(schema: Json, sentence: &str) -> Json {
    with(schema, "description", json!(sentence))
}

/// A list of at most so many.
fn list(items: Json, most: Json) -> Json {
    json!({"type": "array", "items": items, "maxItems": most})
}

/// The same, or null.
fn or_null(schema: Json) -> Json {
    match &schema["type"] {
        Json::String(kind) if schema.get("enum").is_none() => {
            let kind = kind.clone();
            with(schema, "type", json!([kind, "null"]))
        }
        _ if schema == json!(true) => schema,
        _ => json!({"anyOf": [schema, {"type": "null"}]}),
    }
}

/// An object with these keys and no others; those that are not required may be null.
fn object<'a>(doc: &str, required: &[&str], keys: impl IntoIterator<Item = (&'a str, Json)>) -> Json {
    let properties: Map<String, Json> = keys
        .into_iter()
        .map(|(key, schema)| (key.to_owned(), if required.contains(&key) { schema } else { or_null(schema) }))
        .collect();
    json!({
        "type": "object", "description": doc, "required": required, "properties": properties, "additionalProperties": false,
    })
}

/// The rows of some tables of the catalogue.
fn rows<'a>(catalog: &'a Json, tables: &[&str]) -> Vec<&'a Json> {
    tables.iter().flat_map(|table| catalog[table].as_array().into_iter().flatten()).collect()
}

/// One parameter of a row.
fn param(of: &Json) -> Json {
    let mut schema = Map::new();
    let within = |schema: &mut Map<String, Json>| {
        for (end, open, closed, exclusive) in
            [("min", "min_open", "minimum", "exclusiveMinimum"), ("max", "max_open", "maximum", "exclusiveMaximum")]
        {
            if !of[end].is_null() {
                schema.insert(if of[open] == true { exclusive } else { closed }.to_owned(), of[end].clone());
            }
        }
    };
    let kind = of["kind"].as_str().unwrap_or_default();
    match kind {
        "real" | "opt_real" | "int" | "opt_int" => {
            schema.insert("type".to_owned(), json!(if kind.ends_with("real") { "number" } else { "integer" }));
            within(&mut schema);
        }
        "bool" => drop(schema.insert("type".to_owned(), json!("boolean"))),
        "choice" => {
            let ids: Vec<&Json> = of["options"].as_array().into_iter().flatten().map(|option| &option["id"]).collect();
            schema.insert("enum".to_owned(), json!(ids));
        }
        "reals" | "ints" => {
            let mut items = Map::new();
            items.insert("type".to_owned(), json!(if kind == "reals" { "number" } else { "integer" }));
            within(&mut items);
            schema.insert("type".to_owned(), json!("array"));
            schema.insert("items".to_owned(), json!(items));
            schema.insert("minItems".to_owned(), of["min_len"].clone());
            schema.insert("maxItems".to_owned(), of["max_len"].clone());
        }
        "schedule" => return json!({"$ref": "#/$defs/schedule"}),
        _ => return json!({"type": "array", "items": {"$ref": "#/$defs/schedule"}, "minItems": 1}),
    }
    schema.insert("title".to_owned(), of["name"].clone());
    schema.insert("description".to_owned(), of["doc"].clone());
    if !of["default"].is_null() {
        schema.insert("default".to_owned(), of["default"].clone());
    }
    Json::Object(schema)
}

/// Whether a parameter has to be given.
fn is_needed(of: &Json) -> bool {
    let kind = of["kind"].as_str().unwrap_or_default();
    kind == "schedules" || (["real", "int", "reals", "ints"].contains(&kind) && of["default"].is_null())
}

/// An object with a row's parameters, and keys beside them.
fn row<'a>(of: &'a Json, beside: impl IntoIterator<Item = (&'a str, Json)>, also: &[&'a str]) -> Json {
    let params: Vec<&Json> = of["params"].as_array().into_iter().flatten().collect();
    let key = |param: &&'a Json| param["key"].as_str().unwrap_or_default();
    let needed: Vec<&str> = params.iter().filter(|p| is_needed(p)).map(key).chain(also.iter().copied()).collect();
    let keys = beside.into_iter().chain(params.iter().map(|p| (key(p), param(p))));
    object(of["doc"].as_str().unwrap_or_default(), &needed, keys)
}

/// An object whose `id` says which row of some tables has its parameters; a library's row has those that it has.
fn named(own: &[&str], libraries: &[&str], catalog: &Json) -> Json {
    let (own, libraries) = (rows(catalog, own), rows(catalog, libraries));
    let ids: Vec<&Json> = own.iter().chain(&libraries).map(|row| &row["id"]).collect();
    let one = |of: &&Json| by("id", &of["id"], row(of, [("id", json!(true))], &["id"]));
    json!({
        "type": "object", "required": ["id"], "properties": {"id": {"enum": ids}},
        "allOf": own.iter().map(one).collect::<Vec<_>>(),
    })
}

/// What holds where a key has a value.
fn by(key: &str, value: &Json, then: Json) -> Json {
    json!({"if": {"required": [key], "properties": {key: {"const": value}}}, "then": then})
}

fn problem(catalog: &Json) -> Json {
    let most = catalog["limits"]["rotate"].as_f64();
    let rotate = json!({"type": "number", "minimum": most.map(|most| -most), "maximum": most, "description": "Degrees, counter-clockwise about the origin."});
    let surfaces = rows(catalog, &["surfaces"]);
    let ids: Vec<&Json> = surfaces.iter().map(|row| &row["id"]).collect();
    let params = surfaces
        .iter()
        .map(|of| by("surface", &of["id"], json!({"properties": {"params": or_null(row(of, [], &[]))}})));
    let keys = [("surface", json!({"enum": ids})), ("params", json!({"type": "object"})), ("rotate", rotate.clone())];
    let surface = with(object("A catalogued function.", &["surface"], keys), "allOf", params.collect());
    let matrix = json!({"type": "array", "items": {"type": "array", "items": {"type": "number"}}});
    let numbers = json!({"type": "array", "items": {"type": "number"}});
    let keys = [("expression", json!({"type": "string"})), ("rotate", rotate)];
    let expression = object("A function of x, or of x and y, such as x^2 + 10*sin(y)^2.", &["expression"], keys);
    let inner = object("½(θ−c)ᵀA(θ−c).", &["A"], [("A", matrix.clone()), ("center", numbers.clone())]);
    let quadratic = object("A quadratic in any dimension.", &["quadratic"], [("quadratic", inner)]);
    let inner = object("½‖AΘ−C‖²_F / rows.", &["A", "C"], [("A", matrix.clone()), ("C", matrix)]);
    let least_squares = object("Matrix least squares.", &["least_squares"], [("least_squares", inner)]);
    json!({"anyOf": [surface, expression, quadratic, least_squares, training(catalog)]})
}

/// A model on data.
fn training(catalog: &Json) -> Json {
    let layers = json!({"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 2});
    let models = rows(catalog, &["models"]);
    let ids: Vec<&Json> = models.iter().map(|row| &row["id"]).collect();
    let one = |of: &&Json| {
        let mut beside = vec![("id", json!(true))];
        let mut also = vec!["id"];
        if of["id"] == "mlp" {
            beside.extend([("layers", layers.clone()), ("output", json!({"enum": catalog["outputs"]}))]);
            also.push("layers");
        }
        by("id", &of["id"], row(of, beside, &also))
    };
    let model = json!({
        "type": "object", "required": ["id"], "properties": {"id": {"enum": ids}},
        "allOf": models.iter().map(one).collect::<Vec<_>>(),
    });
    let losses = json!({"enum": catalog["losses"]});
    let half = json!({"type": "boolean", "description": "Half the squares."});
    let halved = object("A loss by its id.", &["id"], [("id", losses.clone()), ("half", half.clone())]);
    let keys = [
        ("model", model),
        ("data", data(catalog)),
        ("loss", json!({"anyOf": [losses, halved]})),
        ("half", half),
        ("batch", json!({"$ref": "#/$defs/batch"})),
    ];
    let penalties = rows(catalog, &["penalties"]);
    let penalties = penalties.iter().map(|of| (of["key"].as_str().unwrap_or_default(), param(of)));
    object("A model in training.", &["model", "data"], keys.into_iter().chain(penalties))
}

fn data(catalog: &Json) -> Json {
    let sets = rows(catalog, &["data"]);
    let ids: Vec<&Json> = sets.iter().map(|row| &row["id"]).collect();
    let seed = json!({"type": "integer", "minimum": 0, "maximum": u32::MAX, "description": "Of the data alone, and of how a reader’s own samples are split; without it both follow the run’s seed."});
    let one = |of: &&Json| by("id", &of["id"], row(of, [("id", json!(true)), ("seed", seed.clone())], &["id"]));
    let set = json!({
        "type": "object", "required": ["id"], "properties": {"id": {"enum": ids}},
        "allOf": sets.iter().map(one).collect::<Vec<_>>(),
    });
    let number_or_row = json!({"anyOf": [{"type": "number"}, {"type": "array", "items": {"type": "number"}}]});
    let samples = json!({"type": "array", "items": number_or_row});
    let names = |of: &str| json!({"type": "array", "items": {"type": "string"}, "description": of});
    let keys = || [("x", samples.clone()), ("y", samples.clone())];
    let test = object("Samples to test.", &["x"], keys());
    let features = names("Names of the features; one more names what is predicted.");
    let beside = [("test", test), ("features", features), ("classes", names("Names of the classes."))];
    let inline = object("Samples, a number or a row for each.", &["x"], keys().into_iter().chain(beside));
    let split =
        sets.iter().flat_map(|of| of["params"].as_array().into_iter().flatten()).find(|of| of["key"] == "split");
    let split = split.map_or(json!(true), param);
    let own = object("A reader’s own samples.", &["inline"], [("inline", inline), ("split", split), ("seed", seed)]);
    json!({"anyOf": [set, own]})
}

fn batch(catalog: &Json) -> Json {
    let keys = [
        (
            "size",
            json!({"anyOf": [{"type": "integer", "minimum": 1}, {"const": "full"}], "description": "Samples of an update; full for all of them."}),
        ),
        (
            "order",
            json!({"enum": catalog["orders"], "description": "How samples follow each other: shuffled anew in each epoch, in their own order, or drawn with replacement."}),
        ),
        ("drop_last", json!({"type": "boolean", "description": "Whether a short last batch is left out."})),
    ];
    object("The samples of an update. What a racer leaves out is as in the problem.", &[], keys)
}

fn racer(catalog: &Json) -> Json {
    let keys = [
        ("label", json!({"type": "string", "description": "Its name on the page."})),
        ("color", json!({"type": "string", "description": "Of CSS."})),
        ("optimizer", json!({"$ref": "#/$defs/optimizer"})),
        ("schedule", json!({"$ref": "#/$defs/schedule"})),
        ("batch", json!({"$ref": "#/$defs/batch"})),
    ];
    let stages = rows(catalog, &["stages"]);
    let stages = stages.iter().map(|of| (of["id"].as_str().unwrap_or_default(), row(of, [], &[])));
    object("One racer.", &["optimizer"], keys.into_iter().chain(stages))
}
