#include "run/json_replay.h"

/* --- reading --- */

static bool is_flat(const json_t *value, int depth);

static bool object_is_flat(json_t *object, int depth)
{
    const char *key;
    json_t *member;
    json_object_foreach(object, key, member) if (!is_flat(member, depth)) return false;
    return true;
}

static bool array_is_flat(const json_t *array, int depth)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (!is_flat(json_array_get(array, i), depth))
            return false;
    return true;
}

/* Whether what is in it is nested no deeper than `depth`. */
static bool is_flat(const json_t *value, int depth)
{
    if (json_is_object(value))
        return depth > 0 && object_is_flat((json_t *)value, depth - 1);
    if (json_is_array(value))
        return depth > 0 && array_is_flat(value, depth - 1);
    return true;
}

json_t *json_replay_load(struct str text, struct err *err)
{
    json_error_t error;
    if (text.len > JSON_REPLAY_BYTES) {
        err_set(err, "longer than %d MiB", JSON_REPLAY_BYTES >> 20);
        return NULL;
    }
    json_t *tree = json_loadb(text.data, text.len, JSON_REJECT_DUPLICATES, &error);
    if (!tree) {
        err_set(err, "no JSON: line %d: %s", error.line, error.text);
        return NULL;
    }
    if (!is_flat(tree, JSON_REPLAY_DEPTH)) {
        json_decref(tree);
        err_set(err, "nested deeper than %d", JSON_REPLAY_DEPTH);
        return NULL;
    }
    return tree;
}

bool json_replay_check(struct str text, struct err *err)
{
    json_t *tree = json_replay_load(text, err);
    json_decref(tree);
    return tree != NULL;
}

/* --- telling --- */

static void tell_object(json_t *object, struct emit *e)
{
    const char *key;
    json_t *member;
    e->ops->object(e->to);
    json_object_foreach(object, key, member)
    {
        e->ops->key(e->to, key);
        json_replay_tree(member, e);
    }
    e->ops->end_object(e->to);
}

static void tell_array(const json_t *array, struct emit *e)
{
    e->ops->array(e->to);
    for (size_t i = 0; i < json_array_size(array); i++)
        json_replay_tree(json_array_get(array, i), e);
    e->ops->end_array(e->to);
}

void json_replay_tree(const json_t *tree, struct emit *e)
{
    switch (json_typeof(tree)) {
    case JSON_OBJECT:
        tell_object((json_t *)tree, e);
        break;
    case JSON_ARRAY:
        tell_array(tree, e);
        break;
    case JSON_STRING:
        e->ops->str(e->to, (struct str){json_string_value(tree), json_string_length(tree)});
        break;
    case JSON_INTEGER:
        e->ops->integer(e->to, json_integer_value(tree));
        break;
    case JSON_REAL:
        e->ops->number(e->to, json_real_value(tree));
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        e->ops->boolean(e->to, json_is_true(tree));
        break;
    case JSON_NULL:
        e->ops->null(e->to);
        break;
    }
}

bool json_replay(struct str text, struct emit *e, struct err *err)
{
    json_t *tree = json_replay_load(text, err);
    if (!tree)
        return false;
    json_replay_tree(tree, e);
    json_decref(tree);
    return true;
}
