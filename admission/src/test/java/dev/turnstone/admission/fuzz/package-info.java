/**
 * Whatever comes from outside is read without a fault. Each target has the shape that Jazzer looks for; the ordinary
 * test run feeds them the kept corpus and some seconds of seeded mutations. To look for more, with the test classes and
 * Jazzer on the class path:
 *
 * <pre>
 *   java -cp … com.code_intelligence.jazzer.Jazzer -max_total_time=600 src/test/resources/corpus/pass
 *        --target_class=dev.turnstone.admission.fuzz.PassTarget
 * </pre>
 */
@NullMarked
package dev.turnstone.admission.fuzz;

import org.jspecify.annotations.NullMarked;
