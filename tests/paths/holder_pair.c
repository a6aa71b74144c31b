// SPDX-License-Identifier: GPL-2.0
/* Objects of holder.c in the queues of somebody else's struct: what is undone where it fails. */
#include <linux/slab.h>

struct hp_queue {
	struct hd_area *area;
	void *table;
	void *record;
};

struct hp_pair {
	struct hp_queue send, receive;
	struct hp_res res;
	int only_send;
};

/* right: the queue has no area where this fails */
static int hp_init(struct hp_queue *q, unsigned long start, int n)
{
	q->area = hd_get(start, n);
	if (IS_ERR(q->area))
		return PTR_ERR(q->area);
	q->table = kzalloc(n * sizeof(long), GFP_KERNEL);
	if (!q->table) {
		hd_put(q->area);
		q->area = NULL;
		return -ENOMEM;
	}
	return 0;
}

static void hp_fini(struct hp_queue *q)
{
	kfree(q->table);
	hd_put(q->area);
	q->area = NULL;
}

/* the second queue fails, the first one is lost */
int hp_create(struct hp_dev *dev, struct hp_pair *p, unsigned long start, int n)
{
	int ret;

	ret = hp_init(&p->send, start, n);
	if (ret)
		return ret;
	if (!p->only_send) {
		ret = hp_init(&p->receive, start + n * PAGE_SIZE, n);
		if (ret)
			return ret;	/* PIN003 */
	}
	ret = hp_tell(dev, n);
	if (ret)
		goto undo;
	return 0;
undo:
	hp_fini(&p->send);
	return ret;
}

/* what is called last may fail */
int hp_init_recorded(struct hp_dev *dev, struct hp_queue *q, unsigned long start, int n)
{
	q->area = hd_get(start, n);
	if (IS_ERR(q->area))
		return PTR_ERR(q->area);
	if (n > 16) {
		q->table = vzalloc(n * sizeof(long));
		if (!q->table)
			goto undo;
	} else {
		q->table = kzalloc(n * sizeof(long), GFP_KERNEL);
		if (!q->table)
			goto undo;
	}
	return hp_record(dev, n);	/* PIN003 */
undo:
	hd_put(q->area);
	q->area = NULL;
	return -ENOMEM;
}

/* right: its callers are not told the same again */
int hp_create_recorded(struct hp_dev *dev, struct hp_pair *p, unsigned long start, int n)
{
	int ret;

	ret = hp_init_recorded(dev, &p->send, start, n);
	if (ret)
		return ret;
	ret = hp_tell(dev, n);
	if (ret)
		hp_fini(&p->send);
	return ret;
}

/* right: the same question has the same answer */
int hp_create_asked(struct hp_dev *dev, struct hp_pair *p, unsigned long start, int n)
{
	int ret;

	if (!hp_of_kernel(&p->res)) {
		ret = hp_init(&p->send, start, n);
		if (ret)
			return ret;
	}
	ret = hp_tell(dev, n);
	if (ret)
		goto undo;
	ret = hp_start(dev);
	if (ret < 0) {
		hp_fini(&p->send);
		return ret;
	}
	return 0;
undo:
	if (!hp_of_kernel(&p->res))
		hp_fini(&p->send);
	return ret;
}

/* right: errors are pointers, NULL is none */
void *hp_again(struct hp_dev *dev, struct hp_queue *q, unsigned long start, int n)
{
	int ret = 0;

	q->area = hd_get(start, n);
	if (IS_ERR(q->area)) {
		ret = PTR_ERR(q->area);
		q->area = NULL;
		goto out;
	}
	ret = hp_tell(dev, n);
	if (ret) {
		ret = -EIO;
		hd_put(q->area);
		q->area = NULL;
	}
out:
	if (ret)
		return ERR_PTR(ret);
	return NULL;
}

/* any value but 0 is an error */
int hp_create_one(struct hp_dev *dev, struct hp_queue *q, unsigned long start, int n)
{
	int ret;

	q->area = hd_get(start, n);
	if (IS_ERR(q->area))
		return PTR_ERR(q->area);
	ret = hp_tell(dev, n);
	if (ret) {
		hd_put(q->area);
		q->area = NULL;
		return ret;
	}
	ret = hp_start(dev);
	if (ret)
		return ret;	/* PIN003 */
	return 0;
}

/* in doubt: what is left in its place may be released by the caller */
int hp_left(struct hp_dev *dev, struct hp_queue *q, unsigned long start, int n)
{
	struct hd_area *area = hd_get(start, n);
	int ret;

	if (IS_ERR(area))
		return PTR_ERR(area);
	q->area = area;
	ret = hp_tell(dev, n);
	if (ret) {
		hd_put(area);
		return ret;
	}
	ret = hp_start(dev);
	if (ret < 0)
		return ret;
	return 0;
}
