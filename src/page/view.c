#include "page/view.h"

#include "course/numbers.h"

static void end(struct emit *e)
{
    e->ops->end_object(e->to);
}

static void end_array(struct emit *e)
{
    e->ops->end_array(e->to);
}

static void add_label(struct emit *e, const struct chapter *chapter)
{
    struct arena a = {0};
    emit_string(e, "label", numbers_label(chapter, &a));
    arena_release(&a);
}

static void add_chapter(struct emit *e, const struct chapter *chapter, size_t index)
{
    emit_int(e, "index", (int64_t)index + 1);
    emit_string(e, "number", chapter->number);
    add_label(e, chapter);
    emit_string(e, "name", chapter->name);
    emit_string(e, "title", chapter->title);
    emit_string(e, "description", chapter->description);
    emit_string(e, "page", chapter->unusable ? NULL : chapter->page);
}

void view_course(struct emit *e, const struct course *course)
{
    e->ops->object(e->to);
    emit_string(e, "title", course->config.title);
    emit_string(e, "description", course->config.description);
    emit_string(e, "author", course->config.author);
    emit_string(e, "lang", course->config.lang);
    emit_string(e, "url", course->config.url);
    emit_bool(e, "remote_images", course->config.remote_images);
    emit_int(e, "samples", (int64_t)course->sample_count);
    if (course->glossary && !course->glossary->chapter->unusable)
        emit_string(e, "glossary", course->glossary->chapter->page);
    emit_array(e, "chapters");
    for (size_t i = 0; i < course->chapter_count; i++) {
        e->ops->object(e->to);
        add_chapter(e, course->chapters[i], i);
        end(e);
    }
    end_array(e);
    end(e);
}

static void add_headings(struct emit *e, const struct chapter *chapter)
{
    emit_array(e, "headings");
    for (size_t i = 0; i < chapter->heading_count; i++) {
        const struct heading *heading = &chapter->headings[i];
        e->ops->object(e->to);
        emit_int(e, "level", heading->level);
        emit_string(e, "id", heading->id);
        emit_string(e, "number", heading->number);
        emit_string(e, "title", heading->title);
        end(e);
    }
    end_array(e);
}

/* Whether the text has its title itself. */
static bool is_titled(const struct chapter *chapter)
{
    for (size_t i = 0; i < chapter->heading_count; i++)
        if (chapter->headings[i].level == 1)
            return true;
    return false;
}

void view_chapter(struct emit *e, const struct course *course, size_t index)
{
    const struct chapter *chapter = course->chapters[index];
    e->ops->object(e->to);
    add_chapter(e, chapter, index);
    emit_bool(e, "titled", is_titled(chapter));
    emit_object(e, "meta");
    for (size_t i = 0; i < chapter->meta_count; i++)
        emit_string(e, chapter->meta[i].name, chapter->meta[i].value);
    end(e);
    add_headings(e, chapter);
    end(e);
}

void view_glossary(struct emit *e, const struct course *course, const struct str *texts)
{
    const struct glossary *glossary = course->glossary;
    e->ops->object(e->to);
    emit_string(e, "name", glossary->chapter->name);
    emit_string(e, "title", glossary->chapter->title);
    emit_string(e, "description", glossary->chapter->description);
    emit_str(e, "intro", texts[0]);
    emit_array(e, "terms");
    for (size_t i = 0; i < glossary->count; i++) {
        e->ops->object(e->to);
        emit_string(e, "id", glossary->terms[i].heading->id);
        emit_string(e, "title", glossary->terms[i].heading->title);
        emit_str(e, "text", texts[i + 1]);
        end(e);
    }
    end_array(e);
    end(e);
}

void view_machine(struct emit *e, const struct machine *machine)
{
    e->ops->object(e->to);
    emit_string(e, "arch", machine->arch);
    emit_string(e, "os", machine->os);
    end(e);
}

const char *view_title(const struct sample *sample)
{
    return *sample->caption ? sample->caption : sample->id;
}

void view_figure(struct emit *e, const struct results *results, const struct figure *figure,
                 size_t index, struct view_tree *tree, struct arena *a)
{
    e->ops->object(e->to);
    /* nothing else gets an id with a colon: this one can't be taken */
    emit_string(e, "anchor", *figure->id ? figure->id : arena_printf(a, "figure:%zu", index + 1));
    emit_string(e, "number", figure->number);
    emit_array(e, "subjects");
    for (size_t i = 0; i < figure->of.count; i++) {
        e->ops->object(e->to);
        view_subject(e, results->course, figure->of.items[i]);
        end(e);
    }
    end_array(e);
    if (figure->kind == FIGURE_CHART && figure->chart == CHART_TIMELINE)
        view_timelines(e, results, figure, tree, a);
    end(e);
}

void view_changes(struct emit *e, const struct results *results)
{
    e->ops->array(e->to);
    for (size_t i = 0; i < results->change_count; i++) {
        const struct change *change = &results->changes[i];
        e->ops->object(e->to);
        emit_string(e, "sample", change->sample);
        emit_string(e, "what", change->what);
        emit_string(e, "before", change->before);
        emit_string(e, "after", change->after);
        end(e);
    }
    end_array(e);
}
